/** A worker that hands its page over: to its end, into the deadline, into silence, through a cancel, and past a question. On a real table; the hands are scripted. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LivePage } from '../../../lib/browser/live-page.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import type { PersonInput } from '../../../lib/domain/person-input.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { addInputs, readInputs } from '../../../lib/store/inputs.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { click, finish } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { openWorkerSetup, type Setting, shop, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
}, 60_000);
afterAll(() => setup.close());

interface Scripted {
  readonly done: PersonInput[];
  readonly setting: Setting;
}

/** A browser whose live page only notes what it is told to do. */
function scriptedHands(more: Setting): Scripted {
  const done: PersonInput[] = [];
  let acts: string[] = [];
  const live: LivePage = {
    frame: async () => undefined,
    hands: () => ({
      async do(input) {
        done.push(input);
        acts.push(input.kind === 'text' ? `typed ${input.text.length} characters into the page` : input.kind);
      },
      hasActs: () => acts.length > 0,
      takeActs() {
        const taken = acts;
        acts = [];
        return taken;
      },
      rest: async () => {},
    }),
  };
  const page = scriptPage(shop, 'home');
  const openBrowser = async () => ({
    ...{ page, live, version: 'Scripted/1', pid: 1, hosts: () => [], contacts: () => [] },
    close: async () => {},
  });
  return { done, setting: { ...more, openBrowser } };
}

const record = (task: Task, ...events: readonly TaskEvent[]) =>
  changeTask(setup.table.store, task.taskId, () => events);
const request: TaskEvent = { type: 'control.requested', data: {} };
const giveBack = (note?: string): TaskEvent => ({
  type: 'control.returned',
  data: { step: 1, by: 'person', ...(note === undefined ? {} : { note }) },
});
const read = async ({ taskId }: Task): Promise<Task> => (await readTask(setup.table.store, undefined, taskId)).state;
const send = ({ taskId }: Task, ...inputs: readonly PersonInput[]) =>
  addInputs(setup.table.store, { taskId, taking: 1, inputs }, {});

/** Once, as soon as the person has the page. */
function whenTaken(task: () => Task, act: () => Promise<unknown>): NonNullable<Setting['onSleep']> {
  let isDone = false;
  return async () => {
    if (isDone || (await read(task())).control !== 'taken') return;
    isDone = true;
    await act();
  };
}

/** What the model was told, as one text. */
const told: string[] = [];
const noting =
  (entry: ScriptEntry): ScriptEntry =>
  request => {
    told.push(request.messages.map(({ text }) => text).join('\n'));
    return typeof entry === 'function' ? entry(request) : entry;
  };

describe('a person takes over', () => {
  test('and what they do is done, told and emptied; the model goes on from there with their note', async () => {
    const task = await setup.queueTask();
    await record(task, request);
    const { done, setting } = scriptedHands({
      onSleep: whenTaken(
        () => task,
        async () => {
          await send(task, { kind: 'text', text: 'hunter2' }, { kind: 'key', key: 'Enter' });
          await record(task, giveBack('Only the blue one.'));
        },
      ),
    });
    const { run, events, state } = await setup.work(task, [noting(finish())], setting);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(done).toEqual([
      { kind: 'text', text: 'hunter2' },
      { kind: 'key', key: 'Enter' },
    ]);
    const types = events.map(({ type }) => type);
    expect(types.filter(type => /^(control|person)\./.test(type))).toEqual([
      ...['control.requested', 'control.taken', 'control.returned', 'person.acted'],
    ]);
    expect(JSON.stringify(events)).not.toContain('hunter2');
    expect(told.at(-1)).toContain('TAKEN OVER');
    expect(told.at(-1)).toContain('The person says: "Only the blue one."');
    expect(told.at(-1)).toContain('typed 7 characters into the page');
    const rows = await readInputs(setup.table.store, { taskId: task.taskId, taking: 1 }, 0);
    expect(rows).toEqual([{ number: 1, inputs: [] }]);
    expect(state).toMatchObject({ takings: 1, returned: { by: 'person', note: 'Only the blue one.' } });
  }, 60_000);

  test('and leaves: after five minutes the run goes on by itself, and the time is not the errand’s', async () => {
    const task = await setup.queueTask({ budget: { seconds: 60 } });
    await record(task, request);
    const { setting } = scriptedHands({
      onSleep: async ms => void ((await read(task)).control === 'taken' && setup.table.advance(Math.max(ms, 8_000))),
    });
    const { run, events } = await setup.work(task, [noting(finish())], setting);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'control.returned', data: { step: 0, by: 'idle' } }));
    expect(told.at(-1)).toContain('nothing came from them for minutes');
  }, 60_000);

  test('and at the deadline the run is put away; the next worker hands the page over again and tells all of it', async () => {
    const task = await setup.queueTask();
    await record(task, request);
    const first = scriptedHands({
      timing: { restMs: 60_000, closingMs: 1_000 },
      deadline: setup.table.store.clock() + 75_000,
      onSleep: whenTaken(
        () => task,
        async () => {
          await send(task, { kind: 'back' });
        },
      ),
    });
    let sleeps = 0;
    const beforeDeadline = first.setting.onSleep;
    const put = await setup.work(task, [], {
      ...first.setting,
      onSleep: async ms => {
        await beforeDeadline?.(ms);
        sleeps += 1;
        if (sleeps > 20) setup.table.advance(1_000);
      },
    });
    expect(put.run).toEqual({ kind: 'put-away', why: 'deadline' });
    expect(first.done).toEqual([{ kind: 'back' }]);
    expect(put.state).toMatchObject({ status: 'queued', control: 'requested', takings: 1 });
    const second = scriptedHands({
      onSleep: whenTaken(
        () => task,
        () => record(task, giveBack()),
      ),
    });
    const ended = await setup.work(task, [noting(finish())], second.setting);
    expect(ended.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(ended.state.takings).toBe(2);
    expect(told.at(-1)?.match(/TAKEN OVER/g)).toHaveLength(1);
    expect(told.at(-1)).toContain('"back"');
  }, 60_000);

  test('and cancels: the run ends at once', async () => {
    const task = await setup.queueTask();
    await record(task, request);
    const { setting } = scriptedHands({
      onSleep: whenTaken(
        () => task,
        () => record(task, { type: 'cancel.requested', data: {} }),
      ),
    });
    const { run, state } = await setup.work(task, [], setting);
    expect(run).toEqual({ kind: 'ended', status: 'cancelled' });
    expect(state.control).toBeUndefined();
  }, 60_000);

  test('instead of answering: the question lapses, and the model hears so', async () => {
    const task = await setup.queueTask();
    let isAsked = false;
    let isBack = false;
    const { setting } = scriptedHands({
      // Several sleep at once.
      onSleep: async () => {
        const now = await read(task);
        if (now.question !== undefined && !isAsked) {
          isAsked = true;
          await record(task, request);
        }
        if (now.control === 'taken' && !isBack) {
          isBack = true;
          await record(task, giveBack());
        }
      },
    });
    const asks: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which one?' } }] };
    const { run, types } = await setup.work(task, [asks, noting(finish())], setting);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types).not.toContain('question.answered');
    expect(told.at(-1)).toContain('question.lapsed');
    expect(told.at(-1)).toContain('TAKEN OVER');
  }, 60_000);

  test('instead of answering a parked question: another worker hands over', async () => {
    const task = await setup.queueTask();
    const asks: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which one?' } }] };
    const parked = await setup.work(task, [asks], { ...scriptedHands({}).setting, timing: { parkAfterMs: 0 } });
    expect(parked.run).toEqual({ kind: 'put-away', why: 'question' });
    await record(task, request, { type: 'task.queued', data: { taskId: task.taskId, reason: 'control' } });
    const second = scriptedHands({
      onSleep: whenTaken(
        () => task,
        () => record(task, giveBack('It is the red one.')),
      ),
    });
    const { run } = await setup.work(task, [noting(finish())], second.setting);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(told.at(-1)).toContain('question.lapsed');
    expect(told.at(-1)).not.toContain('(waiting)');
    expect(told.at(-1)).toContain('The person says: "It is the red one."');
  }, 60_000);

  test('and takes it back before anybody hands over: nothing is told of hands that did nothing but wait', async () => {
    const task = await setup.queueTask();
    await record(task, request, giveBack());
    const { run, types } = await setup.work(task, [click('e1'), finish()], scriptedHands({}).setting);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types).not.toContain('control.taken');
  }, 60_000);
});
