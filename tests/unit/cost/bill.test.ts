/** The bill: every part has a price with a source, the sums are right, and more of anything costs more. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amountsOf } from '../../../bench/cost/amounts.ts';
import { billOf } from '../../../bench/cost/bill.ts';
import { nameCall } from '../../../bench/cost/calls.ts';
import { countWorker } from '../../../bench/cost/count-worker.ts';
import { isFromMemory, prices } from '../../../bench/cost/prices.ts';
import { billText } from '../../../bench/cost/print-bill.ts';
import { demandText } from '../../../bench/cost/scale-report.ts';
import { defaultWorkload, type Workload } from '../../../bench/cost/workload.ts';

const usdOf = (change: Partial<Workload>): number => billOf({ ...defaultWorkload, ...change }).usd;
const partOf = (part: string, change: Partial<Workload> = {}): number =>
  billOf({ ...defaultWorkload, ...change }).parts.find(one => one.part === part)?.usd ?? Number.NaN;

describe('the bill', () => {
  test('is the sum of its parts, and the shares are a whole', () => {
    const { parts, usd, usdPerTask } = billOf(defaultWorkload);
    expect(parts.reduce((sum, part) => sum + part.usd, 0)).toBeCloseTo(usd, 8);
    expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 8);
    expect(usdPerTask * defaultWorkload.tasks).toBeCloseTo(usd, 6);
  });

  test('names the dearest part first', () => {
    const { parts, dominant } = billOf(defaultWorkload);
    expect(parts[0]?.part).toBe(dominant);
    expect([...parts].sort((a, b) => b.usd - a.usd)).toEqual(parts);
  });

  test('takes the worker for as long as the steps, the wait in place and its start take', () => {
    // (12 × 3 s + 20 s in place + 2 starts of 3.6 s) × 2 GB, and 1.5 GB of /tmp beyond the free half.
    const seconds = (36 + 20 + 7.2) * 100_000;
    const expected = seconds * 2 * 0.0000166667 + seconds * 1.5 * 0.0000000309 + 2 * 100_000 * 0.0000002;
    expect(partOf('worker')).toBeCloseTo(expected, 4);
  });

  test('asks nothing more of the worker for a wait of a day than for one of an hour: it is parked', () => {
    expect(partOf('worker', { waitingMinutes: 24 * 60 })).toBe(partOf('worker', { waitingMinutes: 60 }));
  });

  test('takes the prices of the model that it is given', () => {
    expect(partOf('model', { modelInputUsd: 0, modelOutputUsd: 0 })).toBe(0);
    expect(partOf('model', { modelInputUsd: 2.5, modelOutputUsd: 20 })).toBeCloseTo(10 * partOf('model'), 6);
  });

  test.each([
    ['tasks', 200_000],
    ['steps', 24],
    ['secondsPerStep', 6],
    ['tokensPerStep', 4_000],
    ['waits', 2],
    ['screenshotKb', 160],
    ['screenshots', 2],
    ['pageKb', 15],
    ['watchers', 2],
    ['watchedLive', 1],
    ['keepMonths', 12],
    ['workerMb', 3_008],
  ] as const)('grows with %s', (name, value) => {
    expect(usdOf({ [name]: value })).toBeGreaterThan(usdOf({}));
  });

  test('takes a live view of those who watch: a second of pictures each, and nothing where nobody follows or watches', () => {
    // 36 s of steps and 20 s in place, a picture a second, of two billed messages and 60 KB out.
    const pictures = 100_000 * 56;
    const expected =
      pictures * 2 * prices['socket.message'].usd + ((pictures * 60_000) / 1e9) * prices['transfer.gb'].usd;
    expect(partOf('live view', { watchedLive: 1 })).toBeCloseTo(expected, 6);
    expect(partOf('live view', { watchedLive: 0.25 })).toBeCloseTo(expected / 4, 6);
    expect(partOf('live view', { watchers: 3, watchedLive: 1 })).toBeCloseTo(3 * expected, 6);
    expect(partOf('live view', { watchedLive: 0 })).toBe(0);
    expect(partOf('live view', { watchers: 0, watchedLive: 1 })).toBe(0);
  });

  test('asks who watches though nobody does', () => {
    const asks = countWorker({ ...defaultWorkload, watchers: 0 }).find(({ call }) =>
      nameCall(call).includes('watchers'),
    );
    // Every 2 s of two runs: 5 steps of 3 s and 20 s in place, then 7 steps.
    expect(asks?.times).toBe(Math.ceil(35 / 2) + Math.ceil(21 / 2));
  });

  test('lies between its neighbours where only a share of the errands waits', () => {
    const [none, half, one] = [0, 0.5, 1].map(waits => usdOf({ waits }));
    expect(half).toBeCloseTo(((none ?? 0) + (one ?? 0)) / 2, 0);
  });

  test('has no amount that is negative or no number', () => {
    for (const waits of [0, 0.3, 3]) {
      const amounts = amountsOf({ ...defaultWorkload, steps: 5, waits, watchers: 0, screenshots: 0 });
      for (const { units, part } of amounts) expect(units, part).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('the price table', () => {
  test.each(Object.entries(prices))('says of "%s" where it is from and when', (_, price) => {
    expect(price.source).toMatch(/\w+\.\w+|from memory, \d{4}/);
    expect(price.date).toMatch(/^(\d{4}(-\d\d){0,2}|undated)$/);
    expect(price.usd).toBeGreaterThanOrEqual(0);
  });

  test('is honest in print about what is from memory', () => {
    const bill = billOf(defaultWorkload);
    expect(bill.fromMemory).toContain('queue.request');
    expect(bill.fromMemory).not.toContain('lambda.x86-gb-second');
    expect(bill.fromMemory.every(name => isFromMemory(prices[name]))).toBe(true);
    expect(billText(bill)).toContain('a price from memory: ');
  });
});

test('the table in print has every part, aligned, and says what one errand costs', () => {
  const bill = billOf(defaultWorkload);
  const text = billText(bill);
  for (const { part } of bill.parts) expect(text).toMatch(new RegExp(`^${part}`, 'm'));
  const rows = text.split('\n').filter(line => line.includes(' % ') || line.endsWith(' %'));
  expect(new Set(rows.map(line => line.indexOf(' %'))).size).toBe(1);
  expect(text).toContain(`One errand costs $${bill.usdPerTask.toFixed(5)}`);
});

test('docs/scale.md shows what is printed now', () => {
  const doc = readFileSync(join(import.meta.dirname, '../../../docs/scale.md'), 'utf8');
  const [title, table] = billText(billOf(defaultWorkload)).split('\n\n');
  for (const part of [title, table, demandText(defaultWorkload)]) expect(doc).toContain(part);
});
