/**
 * A whole world by a seed, in memory: stream, relay, queue, sockets, two workers, the reaper, a person and a client, and all of them die,
 * freeze, lag and lose answers at once. Then it calms down, and must come to its end.
 */

import type { Budget } from '../../lib/domain/budget.ts';
import { type Limits, localLimits } from '../../lib/domain/quota.ts';
import { comeToEnd } from './delivery/come-to-end.ts';
import { type Delivery, type DeliveryOptions, openDelivery } from './delivery/open-delivery.ts';
import { type Dice, dieFrom } from './dice.ts';
import { type Disturbing, disturbedBy } from './disturb.ts';
import type { MemoryErrand } from './memory-lab.ts';
import type { WorldOptions } from './open-errand.ts';
import type { Person } from './person.ts';
import type { Turn } from './schedule.ts';
import type { World } from './world.ts';

export interface Lived {
  readonly errand: MemoryErrand;
  readonly world: World;
  /** As it was when it calmed down. */
  readonly earlier: World;
}

export type Broken = Pick<WorldOptions, 'breakStore' | 'breakDeps' | 'breakPerson'>;

type Act = Exclude<keyof Person, 'hasControl'>;
const ANSWERS: readonly Act[] = [
  ...(['approve', 'approve', 'approve', 'approve', 'approve', 'approve', 'deny', 'deny'] as const),
  ...(['pause', 'pause', 'resume', 'resume', 'resume', 'cancel', 'tell'] as const),
  ...(['extend', 'extend', 'extendTwice', 'extendAgain', 'letEnd'] as const),
];
const WITH_HANDS: readonly Act[] = [...ANSWERS, 'takeOver', 'takeOver', 'act', 'giveBack', 'leave', 'tell', 'tell'];
/** What is stored once is asked for no more. */
const WITH_SECRET: readonly Act[] = ['store', 'skip', 'skip', 'takeOver', 'pause'];
/** What a person says at the very moment in which a worker is struck, so often of a hundred times. */
const AT_A_BLOW = 40;
/** Of the consent: the errand takes three steps, and each a thousandth of a dollar. */
const BUDGETS: readonly Partial<Budget>[] = [
  {},
  {},
  { steps: 1 },
  { steps: 2 },
  { usd: 0.001 },
  { steps: 1, usd: 0.001 },
];
/** Of the day, where the errand has a thousandth and asks for a hundredth: never enough, hardly not enough, once, and as often as it asks. */
const DAYS = [0.005, 0.0105, 0.0155, localLimits.usdPerDay];
const SAYINGS = 5;
/** How often a person takes over to do something by hand, and what they do at most then. */
const TAKINGS = 3;
const DOINGS = 5;
/** How long they wait for the page: no longer than they feel like. */
const LOOKS = 16;
const LOOK_MS = 6_000;
const ROUNDS = 5;
/** In seconds; the mean is half of it. */
const BETWEEN = { reaps: 60, sayings: 30, takings: 16, doings: 3, cuts: 60, thaws: 60 } as const;

/** `broken`: what is broken on purpose, to see that worlds find it. */
export async function live(seed: number, broken: Broken = {}): Promise<Lived> {
  const dice = dieFrom(seed);
  const disturb = disturbedBy(dice);
  const frozen: string[] = [];
  const manner = mannerBy(dice);
  const said: Promise<unknown>[] = [];
  const onBlow = (): void => {
    if (dice.happens(AT_A_BLOW)) said.push(speak());
  };
  const delivery = await openDelivery(disturbedOptions(dice, disturb, { frozen, broken, manner, onBlow }));
  const { errand } = delivery;
  const speak = (): Promise<unknown> => errand.person(`${manner.name} ${said.length}`)[dice.one(manner.sayable)]();
  const { schedule } = errand;
  const thaw = (): void => {
    for (const name of frozen.splice(0)) schedule.thaw(name);
  };
  const look = schedule.actor('idle hands');
  const often = async (name: string, seconds: number, times: number, what: (index: number) => unknown) => {
    const idle = schedule.actor(`idle ${name}`);
    for (let index = 0; index < times; index += 1) {
      await idle.sleep(dice.below(seconds * 1_000));
      await what(index);
    }
  };
  await schedule.until([
    often('sweeper', BETWEEN.reaps, ROUNDS, async index => {
      const name = `sweeper ${index}`;
      if ((await errand.reap(name).catch(() => 'threw')) === 'frozen') frozen.push(name);
    }),
    often('person', BETWEEN.sayings, SAYINGS, () => {
      const saying = speak();
      said.push(saying);
      return saying;
    }),
    often('hands', BETWEEN.takings, manner.hasHands ? TAKINGS : 0, async index => {
      const hands = errand.person(`${manner.name} by hand ${index}`);
      await hands.takeOver();
      for (let looks = 0; looks < LOOKS && !(await hands.hasControl()); looks += 1)
        await look.sleep(dice.below(LOOK_MS));
      await often(`doing ${index}`, BETWEEN.doings, dice.below(DOINGS), () => hands.act());
      // Some give it back, some go away without a word.
      await dice.one([hands.giveBack, hands.giveBack, hands.leave, async () => 'gone'])();
    }),
    often('cutter', BETWEEN.cuts, ROUNDS, () => cutSocket(delivery, dice)),
    often('waker', BETWEEN.thaws, ROUNDS, thaw),
  ]);
  await schedule.until(said);
  const earlier = await errand.look();
  disturb.calm();
  thaw();
  const world = await comeToEnd(delivery, dice.one(['approve', 'deny']));
  return { errand, earlier, world: { ...world, hasWrongClocks: disturb.hasWrongClocks } };
}

function disturbedOptions(
  dice: Dice,
  { fate, skewMs, isCalm }: Disturbing,
  { frozen, broken, manner, onBlow }: { frozen: string[]; broken: Broken; manner: Manner; onBlow: () => void },
): DeliveryOptions {
  const thinkMs = 1_000 * (1 + dice.below(7));
  const doubles = dice.one([0, 20, 80]);
  const budget = dice.one(BUDGETS);
  const struck = (turn: Turn) => {
    const what = fate(turn);
    if (/^(die|freeze)-/.test(what) && turn.actor.startsWith('worker ')) onBlow();
    return what;
  };
  return {
    world: {
      ...{ choose: dice.below, fate: struck, skewMs, thinkMs: () => thinkMs, random: dice.random, budget },
      ...{ hasSecret: manner.hasSecret, ...broken },
      ...(budget.usd !== undefined && { limits: limitsOf(dice.one(DAYS)) }),
    },
    queue: {
      visibilityMs: dice.one([30_000, 120_000, 5_400_000]),
      choose: dice.below,
      delays: () =>
        Array.from({ length: dice.happens(doubles) ? 2 : 1 }, () => (dice.happens(20) ? dice.below(40_000) : 0)),
    },
    lagMs: () => dice.below(!isCalm() && dice.happens(4) ? 60_000 : 300),
    batch: () => 1 + dice.below(12),
    backoffMs: () => 200 + dice.below(5_000),
    quietMs: 60_000,
    forgetsToRemove: () => !isCalm() && dice.happens(5),
    onFrozen: (name: string) => void frozen.push(name),
  };
}

const limitsOf = (usdPerDay: number): Limits => ({ ...localLimits, usdPerDay });

/** What kind of person it is. */
interface Manner {
  /** By an API whose table fails now and then, or by one that always answers. */
  readonly name: 'person' | 'api person';
  readonly sayable: readonly Act[];
  readonly hasHands: boolean;
  readonly hasSecret: boolean;
}

function mannerBy(dice: Dice): Manner {
  const hasHands = dice.happens(40);
  const hasSecret = dice.happens(25);
  return {
    name: dice.happens(40) ? 'api person' : 'person',
    sayable: [...(hasHands ? WITH_HANDS : ANSWERS), ...(hasSecret ? WITH_SECRET : [])],
    hasHands,
    hasSecret,
  };
}

/** Nobody notices at once. */
function cutSocket({ errand, client, sockets }: Delivery, dice: Dice): void {
  const socket = client.socket();
  if (socket === undefined) return;
  sockets.cut(socket);
  const noticed = errand.schedule.actor('gateway').sleep(dice.below(8_000));
  void noticed.then(() => sockets.close(socket));
}
