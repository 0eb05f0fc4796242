/** Acts that committed something on a page that failed under them: a worker after the one that did them knows of the doubt too. */

import { expect, test } from 'vitest';
import { doubtedActs, repeatedBy } from '../../../lib/agent/unknown-acts.ts';
import type { Action } from '../../../lib/domain/action.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { Verb } from '../../../lib/domain/verb.ts';

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
const taken: TaskEvent = { type: 'task.started', data: { fence: 2, model: 'm' } };

test.each(['page.crashed', 'page.outcome-unknown'] as const)('is not done again without a question: %s', code => {
  const doubted = doubtedActs([started('submit'), finished(code), taken]);
  expect(doubted).toHaveLength(1);
  expect(repeatedBy(press, doubted)).toMatchObject({ action: press, why: 'unanswered' });
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
