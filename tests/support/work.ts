/** A worker on a real table and a real bucket, with a scripted model and page. For the worker's tests only. */

import type { ModelClient } from '../../lib/agent/model-client.ts';
import type { Page } from '../../lib/agent/page.ts';
import { type Bucket, openBucket } from '../../lib/artifacts/bucket.ts';
import type { BrowserOptions } from '../../lib/browser/open-browser.ts';
import type { Stored } from '../../lib/domain/events.ts';
import { type Ids, type SteadyClock, taskStream } from '../../lib/domain/ids.ts';
import { createSession } from '../../lib/domain/session.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import { type LocalStorage, startStorage } from '../../lib/local/emulators/start-storage.ts';
import { changeTaskAndSession, createSessionStream } from '../../lib/store/change.ts';
import { readEvents, readTask } from '../../lib/store/reads.ts';
import { STANDS_STILL_MS } from '../../lib/store/seen-lease.ts';
import { runNext, runTask, type TaskRun } from '../../lib/worker/run-task.ts';
import type { Timing, WorkerDeps } from '../../lib/worker/worker-deps.ts';
import { consentedTask, type Wish } from './consented-task.ts';
import { countedIds } from './domain-samples.ts';
import { type ScriptEntry, scriptModel } from './scripted-model.ts';
import { scriptPage, type View } from './scripted-page.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from './table.ts';

export const shop: Record<string, View> = {
  home: {
    url: 'https://shop.test/',
    elements: [{ ref: 'e1', role: 'button', name: 'More' }],
    on: { 'click e1': 'same' },
  },
};

export interface Setting {
  readonly model?: ModelClient;
  readonly page?: Page;
  readonly openBrowser?: WorkerDeps['openBrowser'];
  readonly bucket?: Bucket;
  /** Runs at each sleep of the worker, which passes at once. */
  readonly onSleep?: (ms: number) => Promise<void> | void;
  readonly deadline?: number;
  /** Left out: the table's clock, which then nobody may set. */
  readonly steady?: SteadyClock;
  readonly timing?: Partial<Timing>;
  /** `next`: the task only names where the message comes from. */
  readonly takes?: 'named' | 'next';
}

export interface Worked {
  readonly run: TaskRun;
  readonly events: readonly Stored[];
  readonly types: readonly string[];
  readonly state: Task;
  readonly opened: readonly BrowserOptions[];
  readonly closed: () => number;
  readonly logged: readonly string[];
}

export interface WorkerSetup {
  readonly table: TestTable;
  readonly bucket: Bucket;
  readonly ids: Ids;
  /** A consented task that is queued, in a session of its own. */
  queueTask(wish?: Wish): Promise<Task>;
  work(task: Task, script: readonly ScriptEntry[], setting?: Setting): Promise<Worked>;
  close(): Promise<void>;
}

export async function openWorkerSetup(): Promise<WorkerSetup> {
  const ids = countedIds();
  const [table, storage]: [TestTable, LocalStorage] = await Promise.all([openTestTable(), startStorage()]);
  const bucket = openBucket({
    region: testRegion,
    endpoint: storage.endpoint,
    credentials: testCredentials,
    bucket: storage.bucket,
  });
  const { store } = table;
  const keys = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const;
  return {
    table,
    bucket,
    ids,
    async queueTask(wish = {}) {
      const now = store.clock();
      const sessionId = ids('session');
      const session = createSession({ sessionId, ownerId: 'owner', title: 'Kettles', now });
      await createSessionStream(store, session, [{ type: 'session.created', data: { title: 'Kettles' } }]);
      const sample = consentedTask({ ...wish, now });
      const consent = { ...sample.consent, taskId: ids('task'), sessionId };
      const task = createTask(sample, consent);
      const { taskId, ownerId } = task;
      await changeTaskAndSession(store, { taskId, sessionId, ownerId }, () => ({
        createTask: task,
        task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
        session: [{ type: 'consent.given', data: { consent } }],
      }));
      return task;
    },
    async work(task, script, setting = {}) {
      const model = scriptModel(script);
      const page = setting.page ?? scriptPage(shop, 'home');
      const opened: BrowserOptions[] = [];
      let closed = 0;
      let marks = 0;
      const logged: string[] = [];
      const deps: WorkerDeps = {
        store,
        bucket: setting.bucket ?? bucket,
        model: setting.model ?? model,
        openBrowser:
          setting.openBrowser ??
          (async options => {
            opened.push(options);
            const close = async (): Promise<void> => void closed++;
            return { page, version: 'Scripted/1', pid: 1, hosts: () => [], contacts: () => [], close };
          }),
        browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
        keys,
        timing: { parkAfterMs: 20_000, restMs: 60_000, closingMs: 20_000, ...setting.timing },
        clock: store.clock,
        steady: setting.steady ?? store.clock,
        ids,
        mark: () => `mark${++marks}`,
        sleep: async (ms, signal) => {
          // Whether another's lease stands still is waited for before anything runs.
          if (ms > STANDS_STILL_MS) return table.advance(ms);
          // Time is the test's; but others must get their turn.
          await new Promise(resolve => setImmediate(resolve));
          signal.throwIfAborted();
          const aborted = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
          await Promise.race([setting.onSleep?.(ms), aborted]);
          signal.throwIfAborted();
        },
        workerId: 'worker-1',
        log: (level, text) => logged.push(`${level} ${text}`),
      };
      const deadline = setting.deadline ?? store.clock() + 900_000;
      const run =
        setting.takes === 'next'
          ? (await runNext(deps, task.taskId, deadline)).run
          : await runTask(deps, task.taskId, deadline);
      if (setting.model === undefined) model.assertDone();
      const events = await readEvents(store, taskStream(task.taskId), { after: 0, limit: 500 });
      const { state } = await readTask(store, 'owner', task.taskId);
      return { run, events, types: events.map(event => event.type), state, opened, closed: () => closed, logged };
    },
    async close() {
      bucket.s3.destroy();
      await Promise.all([table.close(), storage.close()]);
    },
  };
}
