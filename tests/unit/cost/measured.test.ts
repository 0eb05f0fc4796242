/** The model of an errand's calls, held to the calls of a whole errand on the real table, bucket and code. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../../bench/cost/calls.ts';
import { reaperRows, relayRows, requestParts, requestRows, sessionEvents } from '../../../bench/cost/count-requests.ts';
import { countWorker } from '../../../bench/cost/count-worker.ts';
import { bytesOf, censusOf, type Measured, measureErrand } from '../../../bench/cost/measure/measure-errand.ts';
import { censusOfRows, itemSizes } from '../../../bench/cost/rows.ts';
import { countRun } from '../../../bench/cost/run-counts.ts';
import { defaultWorkload, type Workload } from '../../../bench/cost/workload.ts';

const errands: readonly Pick<Workload, 'steps' | 'waits' | 'screenshots' | 'secondsPerStep' | 'watchedLive'>[] = [
  { steps: 12, waits: 1, screenshots: 1, secondsPerStep: 3, watchedLive: 0 },
  { steps: 7, waits: 0, screenshots: 0, secondsPerStep: 5, watchedLive: 1 },
];

describe.each(errands)(
  'an errand of $steps steps, $waits waits, $screenshots pictures a look, watched live by $watchedLive',
  errand => {
    const workload: Workload = { ...defaultWorkload, ...errand };
    let measured: Measured;
    beforeAll(async () => {
      measured = await measureErrand({
        ...errand,
        msPerStep: errand.secondsPerStep * 1_000,
        isWatchedLive: errand.watchedLive > 0,
      });
    }, 120_000);

    test('takes the worker exactly the calls that the model counts: whoever adds one says so here and in the bill', () => {
      expect(Object.fromEntries(censusOf(measured, 'worker'))).toEqual(
        Object.fromEntries(censusOfRows(countWorker(workload))),
      );
    });

    test('makes as many events as the model counts', () => {
      expect(measured.events).toHaveLength(countRun(workload).events + sessionEvents(workload));
    });

    const parts = requestParts.filter(part => part !== 'api answer' || errand.waits > 0);
    test.each(parts.filter(part => !part.startsWith('watch live') || errand.watchedLive > 0))(
      'takes the calls that the model counts for "%s"',
      part => {
        expect(Object.fromEntries(censusOf(measured, part))).toEqual(
          Object.fromEntries(censusOfRows(requestRows[part])),
        );
      },
    );

    test('takes the relay one query an event that comes alone, and the queue one message a start', () => {
      const one = censusOfRows(relayRows);
      const all = Object.fromEntries([...one].map(([name, count]) => [name, count * measured.events.length]));
      expect(Object.fromEntries(censusOf(measured, 'relay'))).toEqual(all);
      expect(measured.queued).toBe(1 + errand.waits);
      expect(measured.pushed).toBe(countRun(workload).events);
    });

    test('takes the reaper the calls that the model counts', () => {
      expect(Object.fromEntries(censusOf(measured, 'reaper'))).toEqual(Object.fromEntries(censusOfRows(reaperRows)));
    });

    test.each([
      'task',
      'artifact',
      'holders',
      'day',
      'rate',
      'consent',
      'ticket',
      'session',
      'idempotency',
      'connection',
      'watcher',
    ])('has a "%s" of about the size that the model takes', name => {
      const written = (call: Call): number | undefined => {
        const index = call.kind === 'write' ? call.items.findIndex(one => one.item === name) : -1;
        return index < 0 ? undefined : index;
      };
      const size = itemSizes[name] ?? 0;
      if (name === 'artifact' && errand.screenshots === 0) return;
      if (name === 'watcher' && errand.watchedLive === 0) return;
      expect(bytesOf(measured, written)).toBeGreaterThan(size * 0.7);
      expect(bytesOf(measured, written)).toBeLessThan(size * 1.3);
    });
  },
);
