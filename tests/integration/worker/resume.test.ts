/** Errands that outlive their workers: parked for a person, put away before a deadline, taken up after a death. */

import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { withQueue } from '../../../lib/domain/queue-again.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { ownTime } from '../../support/own-time.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { click, finishOrder, till, tillVerbs } from '../../support/till.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const ask: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };
const saying =
  (needle: string | RegExp, then: ScriptEntry): ScriptEntry =>
  request => {
    expect(request.messages.map(message => message.text).join('\n')).toMatch(needle);
    return typeof then === 'function' ? then(request) : then;
  };

/** Time passes with each sleep of the worker. */
const passing = (): Setting => ({ onSleep: ms => setup.table.advance(ms), page: scriptPage(till, 'home') });

const say = (
  task: Task,
  events: (current: Task) => readonly TaskEvent[],
  reason: 'answered' | 'resumed' = 'answered',
) =>
  changeTask(setup.table.store, task.taskId, current =>
    withQueue(current, events(current), { reason, now: setup.table.store.clock() }),
  );

async function objectsOf({ taskId }: Task): Promise<number> {
  const { s3, bucket } = setup.bucket;
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `checkpoints/owner/${taskId}/` }));
  return listed.Contents?.length ?? 0;
}

describe('an approval that nobody gives at once', () => {
  test('parks the errand, and a yes two hours later lets another worker do just that act, once', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    const parked = await setup.work(task, [click('e1'), click('e2')], passing());
    expect(parked.run).toEqual({ kind: 'put-away', why: 'approval' });
    expect(parked.state).toMatchObject({ status: 'waiting', parked: 'approval', approval: { verb: 'pay' } });
    expect(await objectsOf(task)).toBe(1);
    // A stray message must not start it.
    expect((await setup.work(task, [])).run).toMatchObject({ kind: 'dropped' });

    setup.table.advance(2 * 60 * 60_000);
    const { state } = await readTask(setup.table.store, 'owner', task.taskId);
    const { approvalId = '', digest = '' } = state.approval ?? {};
    const said = await say(task, () => [{ type: 'approval.given', data: { approvalId, digest, reach: 'once' } }]);
    expect(said.task.status).toBe('queued');

    const page = scriptPage(till, 'home');
    const done = await setup.work(task, [saying(/has approved the act/, click('e2')), finishOrder], {
      ...passing(),
      page,
    });
    expect(done.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(1);
    expect(done.types.filter(type => type === 'approval.asked')).toHaveLength(1);
    expect(done.types.filter(type => type === 'approval.used')).toHaveLength(1);
    expect(done.types).toContain('task.resumed');
    expect(await objectsOf(task)).toBe(0);
  });

  test('is told to the model after a no', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    await setup.work(task, [click('e2')], passing());
    const { state } = await readTask(setup.table.store, 'owner', task.taskId);
    const { approvalId = '' } = state.approval ?? {};
    await say(task, () => [{ type: 'approval.denied', data: { approvalId, reason: 'too dear' } }]);
    const page = scriptPage(till, 'home');
    const failed: ScriptEntry = {
      calls: [{ name: 'finish', args: { outcome: 'failed', summary: 'No.', evidence: [] } }],
    };
    const { events } = await setup.work(task, [saying(/said no .*too dear/, click('e2')), failed], {
      ...passing(),
      page,
    });
    expect(page.performed.filter(({ kind }) => kind === 'click')).toEqual([]);
    expect(events.findLast(({ type }) => type === 'action.refused')?.data).toMatchObject({ code: 'approval.denied' });
  });

  test('ends the errand as cancelled where it expires, without opening a browser', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    await setup.work(task, [click('e2')], passing());
    setup.table.advance(25 * 60 * 60_000);
    const { store } = setup.table;
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    await reap({ store, clock: store.clock, log, ...ownTime() });
    const { state, opened } = await setup.work(task, [], passing());
    expect(state).toMatchObject({ status: 'cancelled', result: { code: 'approval.expired' } });
    expect(opened).toEqual([]);
    expect(await objectsOf(task)).toBe(0);
  });
});

describe('a question that nobody answers at once', () => {
  test('parks the errand, and its answer stands where it was asked', async () => {
    const task = await setup.queueTask();
    const parked = await setup.work(task, [click('e1'), ask], passing());
    expect(parked.state).toMatchObject({ status: 'waiting', parked: 'question' });
    await say(task, current => [
      {
        type: 'question.answered',
        data: { questionId: current.question?.questionId ?? '', messageId: 'msg_1', answer: 'Copper' },
      },
    ]);
    const { run } = await setup.work(task, [saying(/"answer":"Copper"/, finishOrder)], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });

  test('is taken up by a cancel, only to end', async () => {
    const task = await setup.queueTask();
    await setup.work(task, [ask], passing());
    await changeTask(setup.table.store, task.taskId, () => [
      { type: 'cancel.requested', data: {} },
      { type: 'task.queued', data: { taskId: task.taskId, reason: 'cancelled' } },
    ]);
    const { state, opened } = await setup.work(task, [], passing());
    expect(state).toMatchObject({ status: 'cancelled', result: { code: 'task.cancelled' } });
    expect(opened).toEqual([]);
  });
});

describe('a pause', () => {
  test('parks the errand at the end of the step in which it comes, and it goes on from there', async () => {
    const task = await setup.queueTask();
    const clicking = nextOf([click('e1')], () => undefined);
    const complete: typeof clicking = async request => {
      await changeTask(setup.table.store, task.taskId, () => [{ type: 'pause.requested', data: {} }]);
      return clicking(request);
    };
    // The watch beside the run gets no turn: what the step writes tells it.
    const asleep = (): Promise<void> => new Promise(() => {});
    const model = { name: 'pausing', seesImages: false, complete };
    const paused = await setup.work(task, [], { ...passing(), model, onSleep: asleep });
    expect(paused.run).toEqual({ kind: 'put-away', why: 'pause' });
    expect(paused.state).toMatchObject({ status: 'paused', parked: 'pause' });
    expect((await setup.work(task, [])).run).toMatchObject({ kind: 'dropped' });
    const resumed = await say(task, () => [{ type: 'resume.requested', data: {} }], 'resumed');
    expect(resumed.task.status).toBe('queued');
    const { run } = await setup.work(task, [saying(/I click|More/, finishOrder)], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });
});

describe('slices', () => {
  test('an errand of many steps goes over several invocations and ends as in one', async () => {
    const task = await setup.queueTask();
    const slow =
      (entry: ScriptEntry): ScriptEntry =>
      request => {
        setup.table.advance(5_000);
        return typeof entry === 'function' ? entry(request) : entry;
      };
    const runs: string[] = [];
    const clicks = [click('e1'), click('e3'), click('e1'), click('e3'), click('e1'), click('e3')].map(slow);
    const script = [...clicks, slow(finishOrder)];
    let used = 0;
    const count = (): void => {
      used += 1;
    };
    const pages: string[] = [];
    for (let slice = 0; slice < 12 && !runs.includes('ended'); slice += 1) {
      const page = scriptPage(till, 'home');
      const deadline = setup.table.store.clock() + 20_000;
      const left = script.slice(used);
      const model = { name: 'sliced', seesImages: false, complete: nextOf(left, count) };
      const { run } = await setup.work(task, [], {
        ...passing(),
        page,
        model,
        deadline,
        timing: { restMs: 8_000, closingMs: 3_000 },
      });
      runs.push(run.kind);
      pages.push(...page.performed.map(({ kind }) => kind));
    }
    expect(runs.at(-1)).toBe('ended');
    expect(runs.length).toBeGreaterThan(2);
    expect(pages.filter(kind => kind === 'click')).toHaveLength(6);
  });
});

/** Answers from a script without holding the worker to its end. */
function nextOf(left: readonly ScriptEntry[], used: () => void) {
  let at = 0;
  return async (request: Parameters<Extract<ScriptEntry, (...args: never[]) => unknown>>[0]) => {
    const entry = left[at];
    at += 1;
    used();
    const turn = typeof entry === 'function' ? entry(request) : entry;
    return {
      text: turn?.text ?? '',
      toolCalls: (turn?.calls ?? []).map(({ name, args }, index) => ({
        callId: `call_${at}_${index}`,
        name,
        argumentsText: JSON.stringify(args),
      })),
      usage: { inputTokens: 10, outputTokens: 5, usd: 0 },
      model: 'sliced',
    };
  };
}

describe('a worker that died', () => {
  const die = async (task: Task, verb: 'submit' | 'navigate', ref: string, name: string) => {
    const { fence } = await takeLease(setup.table.store, task.taskId, { workerId: 'dead', leaseMs: 30_000 });
    const target = { ref, role: 'button', name };
    const action = { kind: 'click', ref, target } as const;
    const started = { step: 1, index: 0, action, verb, description: `click button "${name}"` };
    await changeTask(setup.table.store, task.taskId, () => [{ type: 'action.started', data: started }], { fence });
    setup.table.advance(60_000);
  };

  test('leaves an intent without a result: told to the model, written down, and never done again in silence', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    await die(task, 'submit', 'e3', 'Save');
    const page = scriptPage(till, 'home');
    const again: ScriptEntry = saying(/outcomeUnknown.*Save/, click('e3'));
    const parked = await setup.work(task, [again], { ...passing(), page });
    expect(parked.types).toContain('outcome.unknown');
    expect(parked.run).toEqual({ kind: 'put-away', why: 'approval' });
    expect(parked.state.approval).toMatchObject({ verb: 'submit', values: expect.arrayContaining([]) });
    expect(JSON.stringify(parked.state.approval)).toContain('may have been done already');
    expect(page.performed.filter(({ kind }) => kind === 'click')).toEqual([]);
  });

  test('is no hindrance for what commits nothing', async () => {
    const task = await setup.queueTask({ verbs: [...tillVerbs] });
    await die(task, 'navigate', 'e1', 'More');
    const { run } = await setup.work(task, [click('e1'), finishOrder], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });

  test('four times ends the errand, and says what is known', async () => {
    const task = await setup.queueTask();
    const { store } = setup.table;
    for (let death = 0; death < 4; death += 1) {
      await takeLease(store, task.taskId, { workerId: `dead-${death}`, leaseMs: 30_000 });
      setup.table.advance(60_000);
      await changeTask(store, task.taskId, () => [
        { type: 'task.queued', data: { taskId: task.taskId, reason: 'reclaimed' } },
      ]);
    }
    const { state, opened } = await setup.work(task, [], passing());
    expect(state).toMatchObject({ status: 'failed', result: { code: 'task.interrupted' } });
    expect(opened).toEqual([]);
  });
});
