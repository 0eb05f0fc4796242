/** Errands whose page or worker is lost while a person is asked: they go on from right before the asking, and know what was done by then. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelRequest } from '../../../lib/agent/model-client.ts';
import type { Page } from '../../../lib/agent/page.ts';
import { refusal } from '../../../lib/domain/errors.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { oneAtATime } from '../../support/one-at-a-time.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { type ScriptedPage, scriptPage } from '../../support/scripted-page.ts';
import { click, finishOrder, till, tillVerbs } from '../../support/till.ts';
import { openWorkerSetup, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const ask = (question: string): ScriptEntry => ({ calls: [{ name: 'ask', args: { question } }] });
/** The model is shown all of these, in this order. */
const shown = (needles: readonly RegExp[], then: ScriptEntry): ScriptEntry => {
  return request => {
    const texts = request.messages.map(message => message.text);
    let at = 0;
    for (const needle of needles) {
      const found = texts.findIndex((text, index) => index >= at && needle.test(text));
      expect(found, `${needle} in\n${texts.slice(at).join('\n')}`).toBeGreaterThanOrEqual(0);
      at = found;
    }
    return typeof then === 'function' ? then(request) : then;
  };
};
const clicksOn = (page: ScriptedPage, ref: string): number =>
  page.performed.filter(action => action.kind === 'click' && action.ref === ref).length;

const current = async ({ taskId }: Task): Promise<Task> => (await readTask(setup.table.store, 'owner', taskId)).state;
const append = (task: Task, event: TaskEvent) => changeTask(setup.table.store, task.taskId, () => [event]);
const given = ({ approval }: Task): TaskEvent => {
  const { approvalId = '', digest = '' } = approval ?? {};
  return { type: 'approval.given', data: { approvalId, digest, reach: 'once' } };
};
/** Says yes to each act but those on elements of this name; there `then` happens, once. */
function person(task: Task, name: string, then: (asked: Task) => Promise<void> | void): () => Promise<void> {
  let isDone = false;
  return oneAtATime(async () => {
    const asked = await current(task);
    if (asked.approval === undefined) return;
    if (!asked.approval.description.includes(name)) return void (await append(task, given(asked)));
    if (!isDone) await then(asked);
    isDone = true;
  });
}
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

/** As the reaper does for a worker that is gone. */
const reclaim = async (task: Task): Promise<void> => {
  setup.table.advance(40_000);
  await append(task, { type: 'task.queued', data: { taskId: task.taskId, reason: 'reclaimed' } });
};

describe('a page that crashes while a person is asked', () => {
  test('is restored as it was when they were asked, and the yes is for that', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    const page = scriptPage(till, 'home');
    let hasCrashed = false;
    const crashing: Page = {
      ...page,
      valuesSentBy: async ref => (hasCrashed ? refusal('page.crashed', 'The page is gone.') : page.valuesSentBy(ref)),
      // What a lost tab still says of itself must not take the place of what was saved.
      saveState: async () => {
        const state = await page.saveState();
        return hasCrashed ? { ...state, tabs: [] } : { ...state, notSaved: ['(before it crashed)'] };
      },
    };
    const onSleep = person(task, 'Place order', async asked => {
      hasCrashed = true;
      await append(task, given(asked));
    });
    const first = await setup.work(task, [click('e1', 'e2')], { page: crashing, onSleep });
    expect(first.run).toEqual({ kind: 'put-away', why: 'page.crashed' });
    expect(first.types.indexOf('checkpoint.saved')).toBeLessThan(first.types.indexOf('approval.asked'));
    expect(clicksOn(page, 'e2')).toBe(0);

    setup.table.advance(20_000);
    const next = scriptPage(till, 'home');
    const knows = [/I click e1 and e2/, /"ok":true/, /the run broke off here/, /before it crashed/, /approved the act/];
    const second = await setup.work(task, [shown(knows, click('e2')), finishOrder], { page: next });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect([clicksOn(next, 'e1'), clicksOn(next, 'e2')]).toEqual([0, 1]);
    for (const type of ['approval.asked', 'approval.used'])
      expect(second.types.filter(one => one === type)).toHaveLength(1);
  });
});

describe('a worker that is lost while a person is asked', () => {
  test('leaves what its turn had done before on record for the model, and to nobody in doubt', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    const page = scriptPage(till, 'home');
    const onSleep = person(task, 'Place order', () => reclaim(task));
    const first = await setup.work(task, [click('e3', 'e2')], { page, onSleep });
    expect(first.run).toMatchObject({ kind: 'dropped' });
    expect([clicksOn(page, 'e3'), clicksOn(page, 'e2')]).toEqual([1, 0]);

    const next = scriptPage(till, 'home');
    const knows = [/I click e3 and e2/, /"ok":true,"effect":"changed"/, /the run broke off here/, /RESUMED/];
    const second = await setup.work(task, [shown(knows, click('e2')), finishOrder], {
      page: next,
      onSleep: person(task, 'nothing', () => {}),
    });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect([clicksOn(next, 'e3'), clicksOn(next, 'e2')]).toEqual([0, 1]);
    expect(JSON.stringify(second.events)).not.toContain('may have been done already');
  });

  test('right after the yes was used leaves the act in doubt: it is asked about before it is done again', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    const page = scriptPage(till, 'home');
    const isLost = oneAtATime(async () => {
      const { approval } = await current(task);
      if (approval !== undefined) await append(task, given(await current(task)));
      else if (clicksOn(page, 'e3') === 1 && (await current(task)).status === 'running') await reclaim(task);
    });
    const model = {
      name: 'lost',
      seesImages: false,
      // Ends with its run, as every model does: one that did not would hold a run that has lost its lease for ever.
      complete: async (_request: ModelRequest, signal: AbortSignal) => {
        if (clicksOn(page, 'e3') === 1) return untilAborted(signal);
        return {
          text: 'I click e3.',
          toolCalls: [{ callId: 'call_1', name: 'click', argumentsText: '{"ref":"e3"}' }],
          usage: { inputTokens: 10, outputTokens: 5, usd: 0 },
          model: 'lost',
        };
      },
    };
    await setup.work(task, [], { page, onSleep: isLost, model });
    expect(clicksOn(page, 'e3')).toBe(1);

    const next = scriptPage(till, 'home');
    const parked = await setup.work(task, [shown([/done before: click button \\?"Save/], click('e3'))], {
      page: next,
      onSleep: ms => setup.table.advance(ms),
    });
    expect(parked.run).toEqual({ kind: 'put-away', why: 'approval' });
    expect(JSON.stringify(parked.state.approval)).toContain('may have been done already');
    expect(clicksOn(next, 'e3')).toBe(0);
  });

  test('is asked anew where the question was not answered, and an older answer is not taken for one', async () => {
    const task = await setup.queueTask();
    let answers = 0;
    const onSleep = oneAtATime(async () => {
      const { question } = await current(task);
      if (question === undefined) return;
      if (question.question !== 'Which colour?') return reclaim(task);
      answers += 1;
      const { questionId } = question;
      await append(task, {
        type: 'question.answered',
        data: { questionId, messageId: `msg_${answers}`, answer: 'Copper' },
      });
    });
    const first = await setup.work(task, [ask('Which colour?'), ask('Which size?')], { onSleep });
    expect(first.run).toMatchObject({ kind: 'dropped' });
    const lapsed = shown([/"answer":"Copper"/, /broke off before the person answered/], finishOrder);
    const second = await setup.work(task, [lapsed]);
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(answers).toBe(1);
  });
});
