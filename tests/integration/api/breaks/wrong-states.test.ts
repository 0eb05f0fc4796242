/** Every answer and order of a person to a run, in every state that the run may be in: taken, or told why not, and then nothing is changed. */

import { describe, expect, test } from 'vitest';
import type { Approval } from '../../../../lib/domain/approval.ts';
import type { TaskEvent } from '../../../../lib/domain/events.ts';
import { approvalIdOf } from '../../../../lib/domain/ids.ts';
import { changeTask } from '../../../../lib/store/change.ts';
import { type Button, buttons, digest, openPerson, type State, states, told } from '../../../support/person-buttons.ts';

const person = openPerson();

const NOTHING_ASKED: Readonly<Record<Button, string>> = {
  control: 'taken',
  return: 'control.not-taken',
  inputs: 'control.not-taken',
  instruct: 'taken',
  extend: 'budget.not-asked',
  end: 'budget.not-asked',
  'extend an older question': 'budget.not-asked',
  skip: 'secret.not-needed',
};
const BUDGET = { extend: 'taken', end: 'taken', 'extend an older question': 'budget.digest-mismatch' } as const;
const SECRET = { skip: 'taken' } as const;
/** No step follows, and nobody pays for one. */
const CANCELLED = Object.fromEntries(
  (['instruct', 'extend', 'end', 'extend an older question', 'skip'] as const).map(button => [
    button,
    'task.cancelled',
  ]),
);
const ENDED = Object.fromEntries(buttons.map(button => [button, 'task.finished']));

/** What each state answers differently than a run of which nothing is asked. */
const ANSWERS: Readonly<Partial<Record<State, Readonly<Partial<Record<Button, string>>>>>> = {
  'waits for more budget': BUDGET,
  'parked for more budget': BUDGET,
  'paused with a question of its budget': BUDGET,
  'waits for a secret': SECRET,
  'parked for a secret': SECRET,
  'paused with a secret missing': SECRET,
  'to be handed over': { return: 'taken' },
  'in the hands of its person': { return: 'taken', inputs: 'taken' },
  'to be cancelled': CANCELLED,
  'to be cancelled while it asks for more budget': CANCELLED,
  'to be cancelled while it waits for a secret': CANCELLED,
  'queued for its cancelling, having asked for more budget': CANCELLED,
  'queued for its cancelling, having waited for a secret': CANCELLED,
  completed: ENDED,
  failed: ENDED,
  cancelled: ENDED,
};

describe('an answer or order to a run', () => {
  test.each(states)('is taken or told why not, and a refused one changes nothing: %s', async state => {
    const seen: Partial<Record<Button, string>> = {};
    let taskId = await person.taskIn(state);
    for (const button of buttons) {
      const before = await person.typesOf(taskId);
      const reply = await person.press(taskId, button);
      seen[button] = told(reply);
      if (reply.status < 300) {
        taskId = await person.taskIn(state);
        continue;
      }
      expect(reply.body).toMatchObject({ detail: expect.stringMatching(/\w/), hint: expect.stringMatching(/\w/) });
      expect(await person.typesOf(taskId)).toEqual(before);
    }
    expect(seen).toEqual({ ...NOTHING_ASKED, ...ANSWERS[state] });
  });

  test.each(['running', 'waits for more budget', 'in the hands of its person', 'completed'] as const)(
    'to a foreign task, and to none, finds nothing: %s',
    async state => {
      const taskId = await person.taskIn(state);
      const before = await person.typesOf(taskId);
      const words = (text: string) => text.replaceAll(/tsk_\w+/g, 'ID');
      for (const button of buttons) {
        const foreign = await person.press(taskId, button, { owner: 'eve' });
        const none = await person.press('tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ', button);
        expect(foreign.body).toMatchObject({ status: 404, code: 'task.not-found' });
        expect(words(foreign.body.detail)).toBe(words(none.body.detail));
      }
      expect(await person.typesOf(taskId)).toEqual(before);
    },
  );

  test.each([true, false])(
    'that says yes or no to an act of a run that is to be cancelled is refused, parked: %s',
    async isParked => {
      const taskId = await person.taskIn('running');
      const approvalId = approvalIdOf(taskId, 'apr_01ARZ3NDEKTSV4RRFFQ69G5FAV');
      const approval: Approval = {
        approvalId,
        step: 1,
        verb: 'pay',
        site: 'shop.example',
        pageUrl: 'https://shop.example/',
        description: 'pay',
        action: { kind: 'click', ref: 'e1' },
        values: [],
        more: 0,
        digest,
        expiresAt: '2099-01-01T00:00:00.000Z',
      };
      const asked: TaskEvent = { type: 'approval.asked', data: { approval } };
      const parked: TaskEvent = { type: 'task.parked', data: { step: 1, reason: 'approval' } };
      await changeTask(person.api.store, taskId, () => (isParked ? [asked, parked] : [asked]));
      await person.api.call('POST', `/tasks/${taskId}/cancel`);
      const before = await person.typesOf(taskId);
      for (const body of [{ decision: 'approve', digest }, { decision: 'deny' }]) {
        const reply = await person.api.call('POST', `/approvals/${approvalId}`, { body });
        expect(reply.body).toMatchObject({ status: 409, code: 'task.cancelled' });
      }
      expect(await person.typesOf(taskId)).toEqual(before);
    },
  );
});
