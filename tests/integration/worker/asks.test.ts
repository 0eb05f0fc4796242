/** Errands that wait for more of their budget, for a secret, or hear their person in the middle: in place, parked, and gone on with. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { withQueue } from '../../../lib/domain/queue-again.ts';
import { fieldsOfKind } from '../../../lib/domain/secret.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { deleteSecret, putSecret } from '../../../lib/store/secrets.ts';
import { ownTime } from '../../support/own-time.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { scriptPage, type View } from '../../support/scripted-page.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const login: Record<string, View> = {
  home: {
    url: 'https://shop.test/login',
    elements: [
      { ref: 'e1', role: 'button', name: 'More' },
      { ref: 'e2', role: 'textbox', name: 'Password' },
    ],
    markdown: '- Copper kettle',
    on: { 'click e1': 'same' },
  },
};
const finish: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Done.', evidence: [] } }],
};
const click: ScriptEntry = { text: 'I click.', calls: [{ name: 'click', args: { ref: 'e1' } }] };
const fill: ScriptEntry = { calls: [{ name: 'fill', args: { ref: 'e2', value: '{{pw}}' } }] };
const extract: readonly ScriptEntry[] = [
  { calls: [{ name: 'extract', args: { instruction: 'names', name: 'Kettles' } }] },
  { purpose: 'extract', text: '{"rows":[{"name":"Copper"}]}' },
];
const saying =
  (needle: string | RegExp, then: ScriptEntry): ScriptEntry =>
  request => {
    expect(request.messages.map(message => message.text).join('\n')).toMatch(needle);
    return typeof then === 'function' ? then(request) : then;
  };

/** Time passes with each sleep of the worker. */
const passing = (more: Setting = {}): Setting => ({
  onSleep: ms => setup.table.advance(ms),
  page: scriptPage(login, 'home'),
  ...more,
});

const say = (task: Task, events: (current: Task) => readonly TaskEvent[]) =>
  changeTask(setup.table.store, task.taskId, current =>
    withQueue(current, events(current), { reason: 'answered', now: setup.table.store.clock() }),
  );
const extendIt = ({ budgetAsk }: Task): readonly TaskEvent[] =>
  budgetAsk === undefined ? [] : [{ type: 'budget.extended', data: { digest: budgetAsk.digest, add: budgetAsk.asks } }];
const declineIt = ({ budgetAsk }: Task): readonly TaskEvent[] =>
  budgetAsk === undefined ? [] : [{ type: 'budget.declined', data: { digest: budgetAsk.digest } }];
const expire = async (): Promise<void> => {
  setup.table.advance(25 * 60 * 60_000);
  const { store } = setup.table;
  await reap({ store, clock: store.clock, log: { info: () => {}, warn: () => {}, error: () => {} }, ...ownTime() });
};

describe('an errand whose steps are used up', () => {
  test('is parked before the step that would pass them, and goes on after a yes', async () => {
    const task = await setup.queueTask({ budget: { steps: 2 } });
    const parked = await setup.work(task, [click, click], passing());
    expect(parked.run).toEqual({ kind: 'put-away', why: 'budget' });
    expect(parked.state).toMatchObject({ status: 'waiting', parked: 'budget', steps: 2, checkpoint: { step: 2 } });
    expect(parked.state.budgetAsk).toMatchObject({ limit: 'steps', spent: 2, allowed: 2, asks: { steps: 1 } });
    expect((await say(task, extendIt)).task.status).toBe('queued');
    const { run, state } = await setup.work(task, [saying(/has added to your budget: 1 steps/, finish)], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(state).toMatchObject({ steps: 3, extended: { steps: 1 }, consent: { scope: { budget: { steps: 2 } } } });
  });

  test('goes on at once after a yes in place, in the same browser', async () => {
    const task = await setup.queueTask({ budget: { steps: 1 } });
    let isSaid = false;
    const { state, opened } = await setup.work(
      task,
      [click, finish],
      passing({
        async onSleep(ms) {
          setup.table.advance(ms);
          if (isSaid) return;
          isSaid = (await say(task, extendIt)).task.extended !== undefined;
        },
      }),
    );
    expect(state).toMatchObject({ status: 'completed', steps: 2 });
    expect(opened).toHaveLength(1);
  });

  test('ends after a no with what was collected, and no browser is opened for it', async () => {
    const task = await setup.queueTask({ budget: { steps: 1 } });
    const parked = await setup.work(task, extract, passing());
    expect(parked.state.parked).toBe('budget');
    await say(task, declineIt);
    const { state, opened } = await setup.work(task, [], passing());
    expect(state.result).toMatchObject({ status: 'failed', code: 'budget.exceeded' });
    expect(state.result?.summary).toContain('1 rows of "Kettles"');
    expect(state.artifacts).toMatchObject({ 'data-csv': 1, 'data-json': 1 });
    expect(opened).toEqual([]);
  });

  test('ends the same where nobody says anything in time', async () => {
    const task = await setup.queueTask({ budget: { steps: 1 } });
    await setup.work(task, extract, passing());
    await expire();
    const { state, opened } = await setup.work(task, [], passing());
    expect(state.result).toMatchObject({ status: 'failed', code: 'budget.exceeded' });
    expect(state.artifacts).toMatchObject({ 'data-csv': 1 });
    expect(opened).toEqual([]);
  });

  test('ends at once where its consent says so', async () => {
    const task = await setup.queueTask({ budget: { steps: 1 }, policy: 'end' });
    const { state, types } = await setup.work(task, [click], passing());
    expect(state.result).toMatchObject({ status: 'failed', code: 'budget.exceeded' });
    expect(types).not.toContain('budget.reached');
  });

  test('goes on in another browser where bytes were added, for the first one took all it may', async () => {
    const page = scriptPage(login, 'home');
    const task = await setup.queueTask({ budget: { bytes: 100_000 } });
    const eager = { ...page, bytesReceived: () => (page.performed.length > 1 ? 150_000 : 10) };
    let isSaid = false;
    const first = await setup.work(
      task,
      [click],
      passing({
        page: eager,
        async onSleep(ms) {
          setup.table.advance(ms);
          if (!isSaid) isSaid = (await say(task, extendIt)).task.extended !== undefined;
        },
      }),
    );
    expect(first.run).toEqual({ kind: 'put-away', why: 'budget' });
    expect(first.state).toMatchObject({ status: 'queued', extended: { bytes: 150_000 } });
    const second = await setup.work(task, [finish], passing());
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.opened[0]?.maxBytes).toBe(250_000 - 150_000);
  });
});

describe('an errand that needs a secret which nobody has stored', () => {
  const store = async (): Promise<void> => {
    const of = { ownerId: 'owner', name: 'pw', kind: 'password', version: 1, sites: ['shop.test'] } as const;
    await putSecret(setup.table.store, {
      ...of,
      fields: [...fieldsOfKind.password],
      sealed: {},
      madeAt: '',
      updatedAt: '',
    });
  };
  const removed = () => deleteSecret(setup.table.store, 'owner', 'pw').catch(() => {});

  test('is parked before the act is begun, and does it once the secret is there', async () => {
    await removed();
    const task = await setup.queueTask({ secrets: ['pw'] });
    const parked = await setup.work(task, [fill], passing());
    expect(parked.state).toMatchObject({
      status: 'waiting',
      parked: 'secret',
      secretNeeded: { name: 'pw', site: 'shop.test' },
    });
    expect(parked.events.filter(event => event.type === 'action.started')).toHaveLength(1);
    await say(task, () => [{ type: 'secret.stored', data: { name: 'pw' } }]);
    await store();
    const page = scriptPage(login, 'home');
    const { run } = await setup.work(task, [fill, finish], passing({ page }));
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(page.performed.filter(({ kind }) => kind === 'fill')).toHaveLength(1);
  });

  test('sees by itself, while it waits in place, that it was stored', async () => {
    await removed();
    const task = await setup.queueTask({ secrets: ['pw'] });
    let isStored = false;
    const { state, types } = await setup.work(
      task,
      [fill, finish],
      passing({
        async onSleep(ms) {
          setup.table.advance(ms);
          const { secretNeeded } = (await readTask(setup.table.store, 'owner', task.taskId)).state;
          if (secretNeeded === undefined || isStored) return;
          isStored = true;
          await store();
        },
      }),
    );
    expect(state.status).toBe('completed');
    expect(types.filter(type => type.startsWith('secret.'))).toEqual(['secret.needed', 'secret.stored']);
  });

  test('does not take one for stored whose person had the page and gave it back between two looks', async () => {
    await removed();
    const task = await setup.queueTask({ secrets: ['pw'] });
    let isBack = false;
    const { types } = await setup.work(
      task,
      [fill, saying(/secret\.lapsed/, finish)],
      passing({
        async onSleep(ms) {
          setup.table.advance(ms);
          const { secretNeeded } = (await readTask(setup.table.store, 'owner', task.taskId)).state;
          if (secretNeeded === undefined || isBack) return;
          isBack = true;
          const back: TaskEvent = { type: 'control.returned', data: { step: secretNeeded.step, by: 'person' } };
          await changeTask(setup.table.store, task.taskId, () => [{ type: 'control.requested', data: {} }, back]);
        },
      }),
    );
    expect(isBack).toBe(true);
    // The first is the way to the page.
    expect(types.filter(type => type === 'action.started')).toHaveLength(1);
  });

  test('goes on without where the person says so, and asks no second time', async () => {
    await removed();
    const task = await setup.queueTask({ secrets: ['pw'] });
    await setup.work(task, [fill], passing());
    await say(task, () => [{ type: 'secret.skipped', data: { name: 'pw' } }]);
    const done = await setup.work(
      task,
      [saying(/without the secret pw/, fill), saying(/secret\.skipped/, finish)],
      passing(),
    );
    expect(done.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(done.types.filter(type => type === 'secret.needed')).toHaveLength(1);
  });

  test('ends as cancelled where nobody stores it in time', async () => {
    await removed();
    const task = await setup.queueTask({ secrets: ['pw'] });
    await setup.work(task, [fill], passing());
    await expire();
    const { state, opened } = await setup.work(task, [], passing());
    expect(state.result).toMatchObject({ status: 'cancelled', code: 'secret.missing' });
    expect(opened).toEqual([]);
  });
});

describe('a word of the person in mid-run', () => {
  const told = (text: string): TaskEvent => ({ type: 'instruction.added', data: { text } });

  test('is told at the next step, and again to the worker that goes on after a pause, in its place', async () => {
    const task = await setup.queueTask();
    const model: ScriptEntry[] = [
      () => ({ calls: [{ name: 'click', args: { ref: 'e1' } }] }),
      saying(/INSTRUCTION\n\{"text":"Only copper\."\}/, click),
    ];
    let acts = 0;
    const first = await setup.work(
      task,
      model,
      passing({
        page: {
          ...scriptPage(login, 'home'),
          async perform(...given) {
            // While the agent acts.
            acts += 1;
            if (acts === 2) await say(task, () => [told('Only copper.')]);
            if (acts === 3) await say(task, () => [{ type: 'pause.requested', data: {} }]);
            return scriptPage(login, 'home').perform(...given);
          },
        },
        onSleep: () => new Promise(resolve => setTimeout(resolve, 5)),
      }),
    );
    expect(first.state.status).toBe('paused');
    await changeTask(setup.table.store, task.taskId, current =>
      withQueue(current, [told('And cheap.'), { type: 'resume.requested', data: {} }], {
        reason: 'resumed',
        now: setup.table.store.clock(),
      }),
    );
    const both = saying(/Only copper\.[\s\S]*And cheap\./, request => {
      const messages = request.messages.filter(({ text }) => text.startsWith('INSTRUCTION'));
      expect(messages).toHaveLength(2);
      return { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Done.', evidence: [] } }] };
    });
    const { run } = await setup.work(task, [both], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });

  test('waits for a parked run, and is told beside the answer', async () => {
    const task = await setup.queueTask({ budget: { steps: 1 } });
    await setup.work(task, [click], passing());
    await say(task, () => [told('Only copper.')]);
    await say(task, extendIt);
    const { run } = await setup.work(task, [saying(/INSTRUCTION\n\{"text":"Only copper\."\}/, finish)], passing());
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });
});
