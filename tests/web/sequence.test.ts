/** A stream in the console: in order, without doubles, and never past a gap. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit } from '../../web/state/sequence.ts';

const events = (...seqs: number[]) => seqs.map(seq => ({ seq }));

test('events that follow are taken and those already seen are dropped', () => {
  expect(admit(events(1, 2), events(2, 3))).toEqual({ events: events(1, 2, 3), gap: false });
});

test('an event after a hole is not taken and the hole is reported', () => {
  expect(admit(events(1), events(3))).toEqual({ events: events(1), gap: true });
});

test('the very same list comes back where nothing is new, so that nothing is drawn again', () => {
  const known = events(1, 2);
  expect(admit(known, events(1)).events).toBe(known);
});

test('any order and any repetition of arrivals ends in the whole stream once every event has come', () => {
  const arrivals = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }));
  fc.assert(
    fc.property(arrivals, batches => {
      let known = events();
      for (const batch of batches) {
        known = [...admit(known, events(...batch)).events];
        expect(known.map(event => event.seq)).toEqual(known.map((_, index) => index + 1));
      }
      const all = events(...Array.from({ length: 12 }, (_, index) => index + 1));
      expect(admit(known, all)).toEqual({ events: all, gap: false });
    }),
  );
});
