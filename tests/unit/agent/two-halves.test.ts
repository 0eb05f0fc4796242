/** A press and the question after it: which yes covers which half. */

import { describe, expect, test } from 'vitest';
import { halvesAfter, isOtherHalf } from '../../../lib/agent/two-halves.ts';
import type { Action } from '../../../lib/domain/action.ts';
import type { Decision } from '../../../lib/domain/task.ts';
import type { Verb } from '../../../lib/domain/verb.ts';

const site = 'shop.test';
const press = (name: string, role = 'button'): Action => ({
  kind: 'click',
  ref: 'e1',
  target: { ref: 'e1', role, name },
});
const answer = (question: string): Action => ({ kind: 'answer-dialog', accept: true, question });
const approved = (verb: Verb, said: string) => ({ approved: { verb, site, said }, decision: undefined });
const decided = (name: string, verb: Verb = 'pay'): { decision: Decision } => ({
  decision: {
    kind: 'approved',
    approvalId: 'apr_1',
    digest: 'sha256:1',
    reach: 'once',
    first: { role: 'button', name, verb, site },
  },
});

describe('a question after an approved press is covered', () => {
  test.each([
    { of: 'delete', said: 'click button "Delete"', question: 'Delete 3 drafts?', isCovered: true },
    { of: 'pay', said: 'click button "Book"', question: 'Book it?', isCovered: true },
    {
      of: 'pay',
      said: 'click button "Book"\nNights: 2\n160 coins',
      question: 'Book 2 nights for 160 coins?',
      isCovered: true,
    },
    { of: 'pay', said: 'click button "Book"\nNights: 2', question: 'Book 2 nights for 160 coins?', isCovered: false },
    { of: 'pay', said: 'click button "Pay £1,200.50"', question: 'Pay £1,200.50?', isCovered: true },
    { of: 'pay', said: 'click button "Pay £1,200.50"', question: 'Pay £1,200.51?', isCovered: false },
    { of: 'pay', said: 'click button "Pay ٣٠"', question: 'Pay ٣١?', isCovered: false },
  ] as const)('$isCovered: $said, $question', ({ of, said, question, isCovered }) => {
    expect(isOtherHalf(answer(question), approved(of, said), { verb: of, site })).toBe(isCovered);
  });

  test('in a dialog that the page draws itself too', () => {
    const yes = (asks: string): Action => ({
      kind: 'click',
      ref: 'e2',
      target: { ref: 'e2', role: 'button', name: 'Yes', asks },
    });
    expect(isOtherHalf(yes('Delete all 3 drafts?'), approved('delete', 'click'), { verb: 'delete', site })).toBe(true);
    expect(isOtherHalf(yes('Pay 30 now?'), approved('pay', 'click'), { verb: 'pay', site })).toBe(false);
  });

  test('of the same kind on the same site only', () => {
    const halves = approved('delete', 'click');
    expect(isOtherHalf(answer('Pay?'), halves, { verb: 'pay', site })).toBe(false);
    expect(isOtherHalf(answer('Delete?'), halves, { verb: 'delete', site: 'other.test' })).toBe(false);
    expect(isOtherHalf(press('Delete'), halves, { verb: 'delete', site })).toBe(false);
  });
});

describe('the press before an approved question is covered', () => {
  test('where it is the one that led there, of the same kind on the same site', () => {
    const grant = { verb: 'pay', site } as const;
    expect(isOtherHalf(press('Book'), decided('Book'), grant)).toBe(true);
    expect(isOtherHalf(press('Book both'), decided('Book'), grant)).toBe(false);
    expect(isOtherHalf(press('Book', 'menuitem'), decided('Book'), grant)).toBe(false);
    expect(isOtherHalf(press('Book'), decided('Book', 'delete'), grant)).toBe(false);
    expect(isOtherHalf(press('Book'), decided('Book'), { verb: 'pay', site: 'other.test' })).toBe(false);
    expect(isOtherHalf(press('Book'), { decision: undefined }, grant)).toBe(false);
  });

  test('once, and the decision stays for its question', () => {
    const { decision } = halvesAfter({ ...decided('Book'), after: undefined }, { action: press('Book') });
    expect(isOtherHalf(press('Book'), { decision }, { verb: 'pay', site })).toBe(false);
    expect(decision).toMatchObject({ kind: 'approved', digest: 'sha256:1' });
  });
});

test('what was pressed is remembered until another press, and through questions, looks and fields', () => {
  const pressed = halvesAfter({ decision: undefined, after: undefined }, { action: press('Book') });
  expect(pressed.after).toEqual({ role: 'button', name: 'Book' });
  expect(halvesAfter(pressed, { action: answer('Sure?') }).after).toEqual(pressed.after);
  const field: Action = {
    kind: 'fill',
    ref: 'e3',
    value: 'DELETE',
    target: { ref: 'e3', role: 'textbox', name: 'Word' },
  };
  expect(halvesAfter(pressed, { action: field }).after).toEqual(pressed.after);
  expect(halvesAfter(pressed, { action: { kind: 'look' } }).after).toEqual(pressed.after);
  expect(halvesAfter(pressed, { action: press('More') }).after).toEqual({ role: 'button', name: 'More' });
  expect(halvesAfter(pressed, { action: { kind: 'back' } }).after).toBeUndefined();
});
