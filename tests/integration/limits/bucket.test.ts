/** The token bucket of requests on the real engine. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { isErrandError } from '../../../lib/domain/errors.ts';
import { takeToken } from '../../../lib/store/bucket.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

/** One token a second, five at once. */
const rate = { requestsPerMinute: 60, burst: 5 };
const ask = (ownerId: string, at: { requestsPerMinute: number; burst: number } = rate) =>
  takeToken(table.store, ownerId, at).then(
    () => 'taken' as const,
    (error: unknown) => {
      if (isErrandError(error, 'rate.exceeded')) return error.extra.retryAfterSeconds;
      throw error;
    },
  );

async function askTimes(ownerId: string, count: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let n = 0; n < count; n += 1) answers.push(await ask(ownerId));
  return answers;
}

test('a full bucket gives its burst, then says when the next token is there', async () => {
  expect(await askTimes('ada', 6)).toEqual([...Array(5).fill('taken'), 1]);
  table.advance(999);
  expect(await ask('ada')).toBe(1);
  table.advance(1);
  expect(await askTimes('ada', 2)).toEqual(['taken', 1]);
});

test('it refills by the clock and never above its size', async () => {
  expect(await askTimes('bea', 6)).toEqual([...Array(5).fill('taken'), 1]);
  table.advance(3_000);
  expect(await askTimes('bea', 4)).toEqual([...Array(3).fill('taken'), 1]);
  table.advance(3_600_000);
  expect(await askTimes('bea', 6)).toEqual([...Array(5).fill('taken'), 1]);
});

test('each owner has a bucket of their own', async () => {
  expect(await askTimes('cid', 6)).toContain(1);
  expect(await ask('dan')).toBe('taken');
});

test('of many at once exactly the burst gets through', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask('eve')));
  expect(answers.filter(answer => answer === 'taken').length).toBeLessThanOrEqual(5);
  expect(answers.filter(answer => answer === 'taken').length).toBeGreaterThan(0);
  // Those that lost a race although tokens were left get them now.
  const rest = await askTimes('eve', 6);
  const taken = [...answers, ...rest].filter(answer => answer === 'taken');
  expect(taken).toHaveLength(5);
});

test('a slow rate tells its long wait in whole seconds', async () => {
  const slow = { requestsPerMinute: 0.5, burst: 1 };
  expect(await ask('fay', slow)).toBe('taken');
  expect(await ask('fay', slow)).toBe(120);
  table.advance(500);
  expect(await ask('fay', slow)).toBe(120);
});
