/** Acts that committed something on a page that failed under them: a worker after the one that did them knows of the doubt too. */

import { describe, expect, test } from 'vitest';
import { doubtedActs, repeatedBy } from '../../../lib/agent/unknown-acts.ts';
import type { Action, Target } from '../../../lib/domain/action.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { Verb } from '../../../lib/domain/verb.ts';
import { verbOf } from '../../../lib/domain/verb-of.ts';

const press: Action = { kind: 'click', ref: 'e1', target: { ref: 'e1', role: 'button', name: 'Add to basket' } };
const started = (verb: Verb): TaskEvent => ({
  type: 'action.started',
  data: { step: 1, index: 0, action: press, verb, description: 'click button "Add to basket"' },
});
const finished = (code?: 'page.crashed' | 'page.outcome-unknown' | 'page.covered' | 'page.timeout'): TaskEvent => ({
  type: 'action.finished',
  data: {
    ...{ step: 1, index: 0, ms: 5, soFar: { seconds: 1, bytes: 0 } },
    outcome:
      code === undefined
        ? { ok: true, effect: 'changed', url: 'https://shop.test/' }
        : { ok: false, code, detail: 'It failed.', hint: 'Look.' },
  },
});
const unheard: TaskEvent = {
  type: 'action.finished',
  data: {
    ...{ step: 1, index: 0, ms: 5, soFar: { seconds: 1, bytes: 0 } },
    outcome: { ok: true, effect: 'changed', url: 'https://shop.test/', inDoubt: true },
  },
};
const taken: TaskEvent = { type: 'task.started', data: { fence: 2, model: 'm' } };

test.each([
  ['its page crashed', finished('page.crashed')],
  ['nobody answered', finished('page.outcome-unknown')],
  ['nobody answered what its page sent', unheard],
])('is not done again without a question: %s', (_why, end) => {
  const doubted = doubtedActs([started('submit'), end, taken]);
  expect(doubted).toHaveLength(1);
  expect(repeatedBy(press, doubted)).toMatchObject({ action: press, why: 'unanswered' });
});

const inForm = (role: string, name: string, method: 'get' | 'post' = 'post') =>
  ({
    ref: 'e1',
    role,
    name,
    submits: true,
    inputType: role === 'button' ? 'submit' : 'text',
    sends: { method },
  }) as const;
const enter = (method?: 'get' | 'post'): Action => ({
  ...{ kind: 'press', keys: 'Enter', ref: 'e1' },
  target: inForm('textbox', 'Name', method),
});
const click = (name: string, more: Partial<Target> = {}): Action => ({
  ...{ kind: 'click', ref: 'e1' },
  target: { ...inForm('button', name), ...more },
});

test('a button that says nothing is in doubt too, where what its page sent got no answer', () => {
  const [doubted] = doubtedActs([started('input'), unheard, taken]);
  expect(doubted).toBeDefined();
  expect(repeatedBy(press, doubted === undefined ? [] : [doubted])).toBeDefined();
});

describe('an act in doubt is done again by', () => {
  test.each([
    ['the button of the form that Enter in its field has sent', enter(), click('Lodge')],
    ['a button "Retry" that sends a form like it', click('Lodge'), click('Retry')],
    ['any other payment', click('Pay now'), click('Buy', { sends: { method: 'post', card: true } })],
  ])('%s', (_what, before, action) => {
    expect(repeatedBy(action, [{ action: before, verb: verbOf(before) }])).toBeDefined();
  });

  test.each([
    ['a search, which promises to change nothing', enter('get'), click('Search', { sends: { method: 'get' } })],
    [
      'a form that asks for other things',
      click('Lodge'),
      click('Log on', { sends: { method: 'post', password: true } }),
    ],
    ['a button that sends no form', click('Lodge'), click('More', { submits: false })],
  ])('not by %s', (_what, before, action) => {
    expect(repeatedBy(action, [{ action: before, verb: verbOf(before) }])).toBeUndefined();
  });
});

test.each([
  ['went well', [started('submit'), finished()]],
  ['failed otherwise', [started('submit'), finished('page.covered')]],
  ['was not heard in time', [started('submit'), finished('page.timeout')]],
  ['commits nothing', [started('navigate'), finished('page.crashed')]],
  ['never ended, which is told otherwise', [started('submit'), taken]],
] as const)('is none that %s', (_what, events) => {
  expect(doubtedActs(events)).toEqual([]);
});
