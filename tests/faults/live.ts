/**
 * A whole world by a seed, in memory: stream, relay, queue, sockets, two workers, the reaper, a person and a client, and all of them die,
 * freeze, lag and lose answers at once. Then it calms down, and must come to its end.
 */

import type { Budget } from '../../lib/domain/budget.ts';
import { comeToEnd } from './delivery/come-to-end.ts';
import { type Delivery, type DeliveryOptions, openDelivery } from './delivery/open-delivery.ts';
import { type Dice, dieFrom } from './dice.ts';
import { type Disturbing, disturbedBy } from './disturb.ts';
import type { MemoryErrand } from './memory-lab.ts';
import type { WorldOptions } from './open-errand.ts';
import type { World } from './world.ts';

export interface Lived {
  readonly errand: MemoryErrand;
  readonly world: World;
  /** As it was when it calmed down. */
  readonly earlier: World;
}

export type Broken = Pick<WorldOptions, 'breakStore' | 'breakDeps'>;

const SAYABLE = [
  ...(['approve', 'approve', 'approve', 'approve', 'approve', 'approve', 'deny', 'deny'] as const),
  ...(['pause', 'pause', 'resume', 'resume', 'resume', 'cancel'] as const),
  ...(['extend', 'extend', 'extend', 'letEnd', 'tell'] as const),
] as const;
/** Of the consent: the errand takes three steps, and each a thousandth of a dollar. */
const BUDGETS: readonly Partial<Budget>[] = [
  {},
  {},
  { steps: 1 },
  { steps: 2 },
  { usd: 0.001 },
  { steps: 1, usd: 0.001 },
];
const SAYINGS = 5;
const ROUNDS = 5;
/** In seconds; the mean is half of it. */
const BETWEEN = { reaps: 60, sayings: 30, cuts: 60, thaws: 60 } as const;

/** `broken`: what is broken on purpose, to see that worlds find it. */
export async function live(seed: number, broken: Broken = {}): Promise<Lived> {
  const dice = dieFrom(seed);
  const disturb = disturbedBy(dice);
  const frozen: string[] = [];
  const delivery = await openDelivery(disturbedOptions(dice, disturb, { frozen, broken }));
  const { errand } = delivery;
  const { schedule } = errand;
  const thaw = (): void => {
    for (const name of frozen.splice(0)) schedule.thaw(name);
  };
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
    often('person', BETWEEN.sayings, SAYINGS, index => errand.person(`person ${index}`)[dice.one(SAYABLE)]()),
    often('cutter', BETWEEN.cuts, ROUNDS, () => cutSocket(delivery, dice)),
    often('waker', BETWEEN.thaws, ROUNDS, thaw),
  ]);
  const earlier = await errand.look();
  disturb.calm();
  thaw();
  return { errand, earlier, world: await comeToEnd(delivery, dice.one(['approve', 'deny'])) };
}

function disturbedOptions(
  dice: Dice,
  { fate, skewMs, isCalm }: Disturbing,
  { frozen, broken }: { frozen: string[]; broken: Broken },
): DeliveryOptions {
  const thinkMs = 1_000 * (1 + dice.below(7));
  const doubles = dice.one([0, 20, 80]);
  const budget = dice.one(BUDGETS);
  return {
    world: { choose: dice.below, fate, skewMs, thinkMs: () => thinkMs, random: dice.random, budget, ...broken },
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

/** Nobody notices at once. */
function cutSocket({ errand, client, sockets }: Delivery, dice: Dice): void {
  const socket = client.socket();
  if (socket === undefined) return;
  sockets.cut(socket);
  const noticed = errand.schedule.actor('gateway').sleep(dice.below(8_000));
  void noticed.then(() => sockets.close(socket));
}
