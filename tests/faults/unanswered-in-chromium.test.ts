/** Real Chromium on a site that takes a form and then fails: whether it was done nobody knows, so it is done again only with a yes. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../../lib/browser/open-browser.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { siteOf } from '../../lib/domain/site.ts';
import type { Task } from '../../lib/domain/task.ts';
import { changeTask } from '../../lib/store/change.ts';
import { readTask } from '../../lib/store/reads.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { doing } from '../support/by-name.ts';
import type { ScriptEntry } from '../support/scripted-model.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
let site: TestSite;
/** How often the site was sent the form. */
let sent: number;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());
beforeEach(async () => {
  sent = 0;
  site = await openSite();
  site.show('/', '<title>Desk</title><form method="post" action="/lodge"><button>Lodge</button></form>');
  site.show('/lodge', (request, response) => {
    if (request.method === 'POST') sent += 1;
    response.writeHead(sent > 1 ? 200 : 502, { 'content-type': 'text/html' });
    response.end(sent > 1 ? '<title>Lodged</title><h1>It is lodged</h1>' : '<title>Bad gateway</title>');
  });
});
afterEach(() => site.close());

const lodges = doing({ name: 'click', of: 'Lodge' });
const reloads: ScriptEntry = { calls: [{ name: 'reload', args: {} }] };
const goesBack = (): ScriptEntry => ({ calls: [{ name: 'navigate', args: { url: `${site.url}/` } }] });
const finish = (outcome: 'done' | 'failed'): ScriptEntry => ({
  calls: [{ name: 'finish', args: { outcome, summary: 'That was it.', evidence: [] } }],
});
const inChromium = (): Setting => ({
  openBrowser: options => openBrowser({ ...options, chromeDir, allowHosts: [site.host] }),
  timing: { parkAfterMs: 0 },
  onSleep: () => sleep(20),
});

/** Its form needs no yes of its own: the consent names its verb. */
async function askedAgain(): Promise<Task> {
  const verbs = ['read', 'navigate', 'input', 'submit'] as const;
  const task = await setup.queueTask({ startUrl: `${site.url}/`, sites: [siteOf(site.url)], verbs: [...verbs] });
  const { run } = await setup.work(task, [lodges, reloads, goesBack(), lodges], inChromium());
  expect(run).toMatchObject({ kind: 'put-away', why: 'approval' });
  expect(sent).toBe(1);
  return (await readTask(setup.table.store, 'owner', task.taskId)).state;
}

async function decide({ taskId, approval }: Task, isYes: boolean): Promise<void> {
  if (approval === undefined) throw new Error('Nothing is asked.');
  const { approvalId, digest } = approval;
  const decision: TaskEvent = isYes
    ? { type: 'approval.given', data: { approvalId, digest, reach: 'once' } }
    : { type: 'approval.denied', data: { approvalId, reason: 'I see it in my list.' } };
  await changeTask(setup.table.store, taskId, () => [
    decision,
    { type: 'task.queued', data: { taskId, reason: 'answered' } },
  ]);
  setup.table.advance(20_000);
}

test('a form that was answered by 502 is not sent again by a reload, nor by a press without a yes', async () => {
  const task = await askedAgain();
  const { approval } = task;
  expect(approval?.description).toBe('click button "Lodge"');
  expect(JSON.stringify(approval?.values)).toContain('It was done before, and no page showed what came of it.');
  await decide(task, false);
  const { run } = await setup.work(task, [finish('failed')], inChromium());
  expect(run).toMatchObject({ kind: 'ended' });
  expect(sent).toBe(1);
}, 60_000);

test('and with a yes it is, once, by a later worker', async () => {
  const task = await askedAgain();
  await decide(task, true);
  const { run } = await setup.work(task, [lodges, finish('done')], inChromium());
  expect(run).toEqual({ kind: 'ended', status: 'completed' });
  expect(sent).toBe(2);
}, 60_000);
