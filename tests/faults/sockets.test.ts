/** Sockets that die at each number of a stream: the client comes back, asks from its last number on, and in the end has every event once. */

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { checkInvariants } from './check-invariants.ts';
import { comeToEnd } from './delivery/come-to-end.ts';
import { type Delivery, openDelivery } from './delivery/open-delivery.ts';
import { dieFrom } from './dice.ts';
import type { Fate, Turn } from './schedule.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

/** Until somebody notices that the line is dead. */
const NOTICED_MS = 3_000;

const breaks: Readonly<Record<string, (delivery: Delivery, socket: string) => void>> = {
  'is closed': ({ sockets }, socket) => sockets.close(socket),
  'is dead, and is closed later': ({ errand, sockets }, socket) => {
    sockets.cut(socket);
    const noticed = errand.schedule.actor('gateway').sleep(NOTICED_MS);
    void noticed.then(() => sockets.close(socket));
  },
};

/** No poll makes anything good here: what is missing must come by the number alone. */
async function breakAt(seq: number, breakIt: (delivery: Delivery, socket: string) => void): Promise<Delivery> {
  let isBroken = false;
  const delivery: Delivery = await openDelivery({
    onEvent(event) {
      const socket = delivery.client.socket();
      if (isBroken || event.seq !== seq || !event.stream.startsWith('task/') || socket === undefined) return;
      isBroken = true;
      breakIt(delivery, socket);
    },
  });
  return delivery;
}

let last: number;
beforeAll(async () => {
  const quiet = await openDelivery();
  expect(checkInvariants(await comeToEnd(quiet))).toEqual([]);
  last = quiet.client.seen[0]?.events.length ?? 0;
  expect(last).toBeGreaterThan(20);
});

describe.each(Object.entries(breaks))('F12: a socket that %s', (_how, breakIt) => {
  test('at any number leaves a client that is shown the whole stream', async () => {
    const broken: string[] = [];
    for (let seq = 1; seq <= last; seq += 1)
      for (const finding of checkInvariants(await comeToEnd(await breakAt(seq, breakIt))))
        broken.push(`${seq}: ${finding}`);
    expect(broken).toEqual([]);
  });
});

test('F12: a socket that dies at every event leaves a client that is shown the whole stream', async () => {
  const delivery: Delivery = await openDelivery({
    backoffMs: () => 50,
    onEvent() {
      const socket = delivery.client.socket();
      if (socket !== undefined) delivery.sockets.close(socket);
    },
  });
  expect(checkInvariants(await comeToEnd(delivery))).toEqual([]);
});

test('F12: a push that fails at any turn leaves a client that is shown the whole stream', async () => {
  const quiet = await openDelivery();
  await comeToEnd(quiet);
  const pushes = quiet.errand.schedule.turns.filter(({ point }) => point.startsWith('push '));
  const broken: string[] = [];
  for (const at of pushes)
    for (const what of ['lose-answer', 'die-before'] as const) {
      const fate = ({ actor, point, nth }: Turn): Fate =>
        actor === at.actor && point === at.point && nth === at.nth ? what : 'live';
      // A function that dies while it replays is noticed by nobody: there the console's own poll is what helps.
      const delivery = await openDelivery({
        world: { fate },
        ...(at.actor.startsWith('socket') && { quietMs: 60_000 }),
      });
      for (const finding of checkInvariants(await comeToEnd(delivery)))
        broken.push(`${what} ${at.actor} ${at.point} ${at.nth}: ${finding}`);
    }
  expect(broken).toEqual([]);
});

test('F12: a worker does not wait for sockets', async () => {
  const ends = async (fate: (turn: Turn) => Fate): Promise<number> => {
    const { errand, ...delivery } = await openDelivery({ world: { fate } });
    await comeToEnd({ errand, ...delivery });
    const end = errand.stream.find(({ image }) => image?.type === 'task.finished');
    return end?.at ?? Number.NaN;
  };
  const isPush = ({ actor, point }: Turn): boolean => point.startsWith('push ') && /^relay \d\.\d$/.test(actor);
  const undisturbed = await ends(() => 'live');
  // The turns of those who deliver take a moment each.
  expect(Math.abs((await ends(turn => (isPush(turn) ? 'die-before' : 'live'))) - undisturbed)).toBeLessThan(500);
});

test('F12: what comes out of order and twice is shown in order and once', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const dice = dieFrom(seed);
    const delivery = await openDelivery({
      world: { choose: dice.below },
      lagMs: () => dice.below(3_000),
      batch: () => 1 + dice.below(4),
      queue: { choose: dice.below },
    });
    expect(checkInvariants(await comeToEnd(delivery)), `seed ${seed}`).toEqual([]);
  }
});
