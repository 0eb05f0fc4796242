/** The checker itself, where it looks at what was delivered, and the worlds by seeds: what is broken on purpose they must find. */

import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  actingTwice,
  broken,
  changingPushes,
  deafToCancel,
  forgettingActs,
  losing,
  losingBytes,
  losingPushes,
  sendingNothing,
} from './broken.ts';
import { checkInvariants } from './check-invariants.ts';
import { comeToEnd } from './delivery/come-to-end.ts';
import { type DeliveryOptions, openDelivery } from './delivery/open-delivery.ts';
import { type Broken, live } from './live.ts';
import type { Seen, World } from './world.ts';

// Hundreds of worlds each, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });
vi.mock('../../lib/store/backoff.ts', () => ({ waitBeforeRetry: async () => {} }));

const rulesOf = (findings: readonly string[]): readonly string[] => [
  ...new Set(findings.map(finding => finding.slice(0, finding.indexOf(':')))),
];

describe('the checker finds', () => {
  const breaks: readonly (readonly [string, string, DeliveryOptions['breakRelay']])[] = [
    ['I3', 'a relay that never sends the message of a queued task', sendingNothing],
    ['I4', 'a relay that pushes what was not written', changingPushes],
    ['I4', 'a relay that pushes nothing', losingPushes],
  ];
  test.each(breaks)('%s: %s', async (rule, _what, breakRelay) => {
    const delivery = await openDelivery({ ...(breakRelay && { breakRelay }) });
    expect(rulesOf(checkInvariants(await comeToEnd(delivery)))).toContain(rule);
  });
});

describe('in what a good run left, the checker finds', () => {
  let good: World;
  beforeAll(async () => {
    good = await comeToEnd(await openDelivery());
    expect(checkInvariants(good)).toEqual([]);
    expect(good.seen?.[0]?.events.length).toBeGreaterThan(20);
  });

  const seen = (change: (seen: Seen) => Seen): World => ({ ...good, seen: good.seen?.map(change) ?? [] });
  const queued = (): World => ({
    ...good,
    rows: good.rows.map(row =>
      row.pk.startsWith('task/') && row.sk === 'STATE'
        ? { ...row, state: { ...(row.state as object), status: 'queued' } }
        : row,
    ),
  });
  const bodyOf = (): readonly string[] => good.letters?.sent.slice(0, 1) ?? [];

  const tampered: readonly (readonly [string, string, () => World])[] = [
    ['I4', 'a gap', () => seen(one => ({ ...one, events: one.events.filter(({ seq }) => seq !== 2) }))],
    ['I4', 'an event shown twice', () => seen(one => ({ ...one, events: one.events.flatMap(e => [e, e]) }))],
    ['I4', 'two events in the wrong order', () => seen(one => ({ ...one, events: one.events.toReversed() }))],
    ['I4', 'an end that was not shown', () => seen(one => ({ ...one, events: one.events.slice(0, -1) }))],
    [
      'I4',
      'an event that the table does not have',
      () => seen(one => ({ ...one, events: one.events.map(event => ({ ...event, ownerId: 'mallory' })) })),
    ],
    ['I3', 'a message that was never sent', () => ({ ...good, letters: { sent: [], dead: [] } })],
    [
      'I11',
      'an errand that waits while the dead letter is of another',
      () => ({ ...queued(), letters: { sent: bodyOf(), dead: ['{"v":1,"taskId":"tsk_1"}'] } }),
    ],
  ];
  test.each(tampered)('%s: %s', (rule, _what, world) => {
    expect(rulesOf(checkInvariants(world()))).toContain(rule);
  });

  test('nothing against an errand that lies in the dead-letter queue but what is amiss with its end', () => {
    const dead = { ...queued(), letters: { sent: bodyOf(), dead: bodyOf() } };
    expect(rulesOf(checkInvariants(dead))).not.toContain('I11');
  });

  test('nothing against a client that is still behind while errands run', () => {
    const behind = seen(one => ({ ...one, events: one.events.slice(0, 3) }));
    expect(checkInvariants(behind, { isOver: false })).toEqual([]);
  });
});

describe('worlds by seeds find', () => {
  /** What each takes at most; the suite runs some hundreds. */
  const SEEDS = 60;
  const breaks: readonly (readonly [string, string, Broken])[] = [
    ['I4', 'an append that loses events', { breakStore: broken(losing('page.observed')) }],
    ['I6', 'an act that is done twice', { breakDeps: actingTwice }],
    ['I6', 'a ledger that forgets what was begun', { breakStore: broken(forgettingActs) }],
    ['I7', 'a worker that is deaf to a cancel', { breakStore: broken(deafToCancel) }],
    ['I12', 'bytes that are never put', { breakDeps: losingBytes }],
  ];
  test.each(breaks)('%s: %s', async (rule, _what, isBroken) => {
    const found = new Set<string>();
    for (let seed = 1; seed <= SEEDS && !found.has(rule); seed += 1) {
      const lived = await live(seed, isBroken).catch(() => undefined);
      if (lived === undefined) continue;
      for (const one of rulesOf(checkInvariants(lived.world, { earlier: lived.earlier }))) found.add(one);
    }
    expect([...found]).toContain(rule);
  });
});
