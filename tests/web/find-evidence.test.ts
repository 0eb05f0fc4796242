/** A claim of a result leads to the step in which its words were seen. */

import { describe, expect, test } from 'vitest';
import { findClaim, linesWith } from '../../web/state/find-evidence.ts';
import { changeStep, type Remark, type StepView } from '../../web/state/step-view.ts';

const step = (number: number, text: string, remarks: readonly Remark[] = []): readonly StepView[] =>
  changeStep([], { step: number, at: number }, old => ({ ...old, text, remarks }));

const steps = [
  ...step(1, 'main:\n  "The Nile is 6,650 km"\n  [e7] link "Rivers"'),
  ...step(2, 'main:\n  "The  Amazon is “long”"', [
    { kind: 'extracted', name: 'Rivers of the world', rows: 2, sample: '[{"name":"Yangtze"}]' },
  ]),
  ...step(3, 'main:\n  "The Nile is 6,650 km"'),
];

describe('a claim', () => {
  test('leads to the newest step that shows its words, however they are quoted and spaced', () => {
    expect(findClaim('seen: the nile is 6,650 km', steps)).toEqual({
      text: 'the nile is 6,650 km',
      isSeen: true,
      step: 3,
    });
    expect(findClaim('seen: The Amazon is "long"', steps).step).toBe(2);
  });

  test('leads to the step of its ref, its data or its dataset', () => {
    expect(findClaim('seen: [e7]', steps).step).toBe(1);
    expect(findClaim('seen: yangtze', steps).step).toBe(2);
    expect(findClaim('seen: rivers of the world', steps).step).toBe(2);
  });

  test('that was not found leads nowhere, and says so', () => {
    expect(findClaim('not found: the Nile is 6,650 km', steps)).toMatchObject({ isSeen: false, step: undefined });
  });

  test('that is no check of the agent stays as it is', () => {
    expect(findClaim('<img src=x>', steps)).toEqual({ text: '<img src=x>', isSeen: undefined, step: undefined });
  });

  test('of a single sign leads nowhere: it is everywhere', () => {
    expect(findClaim('seen: a', steps).step).toBeUndefined();
  });
});

test('the lines with the words are found, and those with the ref', () => {
  const [first] = steps;
  expect([...linesWith(first?.text ?? '', 'the nile')]).toEqual([1]);
  expect([...linesWith(first?.text ?? '', 'e7')]).toEqual([2]);
  expect([...linesWith(first?.text ?? '', 'Danube')]).toEqual([]);
});
