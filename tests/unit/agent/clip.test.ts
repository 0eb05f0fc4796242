import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, jsonBytes } from '../../../lib/agent/clip.ts';
import { clipResult } from '../../../lib/agent/endings.ts';
import { MAX_EVENT_BYTES } from '../../../lib/domain/max-event-bytes.ts';

test('a clipped text fits and starts as the whole does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 20, max: 400 }), (text, max) => {
      const clipped = clip(text, max);
      expect(jsonBytes(clipped)).toBeLessThanOrEqual(max);
      if (clipped !== text) expect(text.startsWith(clipped.slice(0, -1))).toBe(true);
    }),
  );
});

test('a result always fits into its event', () => {
  const huge = '\u0001湯"'.repeat(9_000);
  const result = clipResult({
    status: 'failed',
    summary: huge,
    evidence: 'none',
    evidenceNotes: Array(40).fill(huge),
    code: 'agent.stuck',
    detail: huge,
  });
  expect(jsonBytes(result)).toBeLessThan(MAX_EVENT_BYTES - 1_000);
});
