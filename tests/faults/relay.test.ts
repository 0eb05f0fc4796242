/** The way from the table's stream to the queue and the sockets: relays killed in mid-batch, a stream that lags, a queue that does its worst. */

import { expect, test, vi } from 'vitest';
import type { Stored } from '../../lib/domain/events.ts';
import { readEvents } from '../../lib/store/reads.ts';
import { checkInvariants } from './check-invariants.ts';
import { comeToEnd } from './delivery/come-to-end.ts';
import { openDelivery } from './delivery/open-delivery.ts';
import { dieFrom } from './dice.ts';
import type { Fate, Turn } from './schedule.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

/** As few batches as can be, so that a relay is killed with much before and after it. */
const LAG_MS = 5_000;

const isSame = (one: Turn, other: Turn): boolean =>
  one.actor === other.actor && one.point === other.point && one.nth === other.nth;

test('F2: a relay that is killed at any of its turns leaves nothing undelivered', async () => {
  const quiet = await openDelivery({ lagMs: () => LAG_MS });
  expect(checkInvariants(await comeToEnd(quiet))).toEqual([]);
  const turns = quiet.errand.schedule.turns.filter(({ actor }) => actor.startsWith('relay '));
  expect(turns.length).toBeGreaterThan(20);
  const broken: string[] = [];
  for (const at of turns)
    for (const what of ['die-before', 'die-after', 'lose-answer'] as const) {
      const fate = (turn: Turn): Fate => (isSame(turn, at) ? what : 'live');
      const delivery = await openDelivery({ lagMs: () => LAG_MS, world: { fate } });
      for (const finding of checkInvariants(await comeToEnd(delivery)))
        broken.push(`${what} ${at.actor} ${at.point} ${at.nth}: ${finding}`);
    }
  expect(broken).toEqual([]);
});

test('F2: a consent whose relay is killed again and again is sent in the end', async () => {
  const fate = ({ actor }: Turn): Fate => (/^relay 0\.[1-9]$/.test(actor) ? 'die-before' : 'live');
  const delivery = await openDelivery({ world: { fate } });
  expect(checkInvariants(await comeToEnd(delivery))).toEqual([]);
  expect((await delivery.errand.read()).status).toBe('completed');
});

test('F13: a stream that lags by a minute delays, and loses and doubles nothing', async () => {
  const delivery = await openDelivery({ lagMs: () => 60_000 });
  const world = await comeToEnd(delivery);
  expect(checkInvariants(world)).toEqual([]);
  expect(world.site).toHaveLength(1);
  expect(await delivery.errand.read()).toMatchObject({ status: 'completed' });
});

test('F13: a stream that stands still while the reaper queues the errand again makes one errand of it', async () => {
  let isStill = true;
  const delivery = await openDelivery({ lagMs: () => (isStill ? 10 * 60_000 : 0) });
  const { errand, queue } = delivery;
  errand.schedule.advance(61_000);
  await errand.schedule.until([errand.reap()]);
  expect(queue.sent).toHaveLength(0);
  isStill = false;
  const world = await comeToEnd(delivery);
  expect(checkInvariants(world)).toEqual([]);
  expect(queue.sent.length).toBeGreaterThanOrEqual(2);
  expect(world.site).toHaveLength(1);
});

test('F3: a queue that doubles, delays and reorders each message makes one errand of them', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const dice = dieFrom(seed);
    const delays = (): readonly number[] => [dice.below(60_000), dice.below(60_000), dice.below(600_000)];
    const delivery = await openDelivery({ queue: { delays, choose: dice.below }, world: { choose: dice.below } });
    const world = await comeToEnd(delivery);
    expect(checkInvariants(world), `seed ${seed}`).toEqual([]);
    expect(world.site).toHaveLength(1);
  }
});

test('F6: a message that is seen again each second while its worker lives makes one errand', async () => {
  const delivery = await openDelivery({ queue: { visibilityMs: 1_000, maxReceives: 100 } });
  const world = await comeToEnd(delivery);
  expect(checkInvariants(world)).toEqual([]);
  expect(world.site).toHaveLength(1);
});

test('F5: messages that are none of ours become dead letters and keep no errand from its end', async () => {
  const delivery = await openDelivery({ queue: { visibilityMs: 2_000, maxReceives: 3 } });
  const bodies = ['no json', '{"v":2,"taskId":"tsk_1"}', '{"v":1}'];
  for (const [id, body] of bodies.entries()) delivery.queue.put({ id: -1 - id, body, visibleAt: 0, receives: 0 });
  const world = await comeToEnd(delivery);
  expect(checkInvariants(world)).toEqual([]);
  expect(world.letters?.dead.toSorted()).toEqual(bodies.toSorted());
  expect(world.site).toHaveLength(1);
});

test('an event that is pushed is the same as one that is read', async () => {
  const pushed: unknown[] = [];
  const delivery = await openDelivery({ lagMs: () => 1_000, onEvent: event => void pushed.push(event) });
  const { taskId } = delivery.errand;
  await comeToEnd(delivery);
  const read = await readEvents(delivery.errand.store, `task/${taskId}`, { after: 0, limit: 500 });
  const last = read.at(-1);
  expect(pushed.find(event => (event as Stored).stream === last?.stream && (event as Stored).seq === last.seq)).toEqual(
    last,
  );
});
