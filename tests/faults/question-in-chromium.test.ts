/** Real Chromium whose page asks "Delete it?", in a dialog of the browser or of its own: the person is asked first, be it in place or while nobody holds the page. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../lib/browser/open-browser.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { siteOf } from '../../lib/domain/site.ts';
import type { Task } from '../../lib/domain/task.ts';
import { changeTask } from '../../lib/store/change.ts';
import { readTask } from '../../lib/store/reads.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { doing } from '../support/by-name.ts';
import { oneAtATime } from '../support/one-at-a-time.ts';
import type { ScriptEntry } from '../support/scripted-model.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
let site: TestSite;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());
beforeEach(async () => {
  site = await openSite();
  site.show('/deleted', '<title>Gone</title><h1>All drafts are gone</h1>');
});
afterEach(() => site.close());

const presses = doing({ name: 'click', of: 'Continue' });
const accepts: ScriptEntry = { calls: [{ name: 'answer_dialog', args: { accept: true } }] };
const QUESTION = 'Delete all 3 drafts?';
const kinds = [
  {
    kind: 'the browser',
    html: `<title>Drafts</title><button onclick="if (confirm('${QUESTION}')) location = '/deleted'">Continue</button>`,
    accepts,
    asked: `accept the dialog "${QUESTION}"`,
  },
  {
    kind: 'its own',
    html: `<title>Drafts</title><button onclick="document.querySelector('dialog').showModal()">Continue</button>
      <dialog><p>${QUESTION}</p><form method="dialog"><button>No</button></form><button onclick="location = '/deleted'">Yes</button></dialog>`,
    accepts: doing({ name: 'click', of: 'Yes' }),
    asked: 'click button "Yes"',
  },
] as const;
const finish: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'The drafts are gone.', evidence: [] } }],
};
const inChromium = (): Setting => ({
  openBrowser: options => openBrowser({ ...options, chromeDir, allowHosts: [site.host] }),
});
const deleted = (): number => site.hits.filter(path => path === '/deleted').length;

function queue(verbs: readonly Task['consent']['scope']['verbs'][number][]): Promise<Task> {
  return setup.queueTask({ startUrl: `${site.url}/`, sites: [siteOf(`${site.url}/`)], verbs: [...verbs] });
}

async function agree({ taskId }: Task, ...then: readonly TaskEvent[]): Promise<string> {
  const { approval } = (await readTask(setup.table.store, 'owner', taskId)).state;
  if (approval === undefined) throw new Error('Nothing is asked.');
  expect(site.hits).not.toContain('/deleted');
  const { approvalId, digest } = approval;
  await changeTask(setup.table.store, taskId, () => [
    { type: 'approval.given', data: { approvalId, digest, reach: 'once' } },
    ...then,
  ]);
  return approval.description;
}

describe.each(kinds)('a question in a dialog of $kind', ({ html, accepts, asked }) => {
  beforeEach(() => void site.show('/', html));

  test('gets a yes that comes in time', async () => {
    const task = await queue(['read', 'navigate', 'input', 'submit', 'delete']);
    const { run, types } = await setup.work(task, [presses, accepts, finish], {
      ...inChromium(),
      onSleep: oneAtATime(async () => {
        await sleep(20);
        if ((await readTask(setup.table.store, 'owner', task.taskId)).state.approval !== undefined)
          expect(await agree(task)).toBe(asked);
      }),
    });
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types.filter(type => type === 'approval.asked')).toHaveLength(1);
    expect(deleted()).toBe(1);
  }, 60_000);

  test('gets one that comes while no browser is open, once the page has asked the same anew', async () => {
    const task = await queue(['read', 'navigate', 'input', 'submit', 'delete']);
    const first = await setup.work(task, [presses, accepts], {
      ...inChromium(),
      timing: { parkAfterMs: 0 },
      onSleep: () => sleep(20),
    });
    expect(first.run).toMatchObject({ kind: 'put-away', why: 'approval' });
    await agree(task, { type: 'task.queued', data: { taskId: task.taskId, reason: 'answered' } });
    setup.table.advance(20_000);
    const second = await setup.work(task, [presses, accepts, finish], { ...inChromium(), onSleep: () => sleep(20) });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.types.filter(type => type === 'approval.asked')).toHaveLength(1);
    expect(deleted()).toBe(1);
  }, 60_000);

  test('gets none without a consent to deleting, and nobody is asked', async () => {
    const task = await queue(['read', 'navigate', 'input', 'submit']);
    const { types } = await setup.work(task, [presses, accepts, finish], { ...inChromium(), onSleep: () => sleep(20) });
    expect(types).toContain('action.refused');
    expect(types).not.toContain('approval.asked');
    expect(deleted()).toBe(0);
  }, 60_000);
});

test('a sum that a yes did not know is asked about, and a later yes to it covers the press that brings it up again', async () => {
  site.show(
    '/',
    `<title>Room</title><label>Nights <input aria-label="Nights"></label>
     <button onclick="if (confirm('Book 2 nights for 160 coins?')) location = '/booked'">Book</button>`,
  );
  site.show('/booked', '<title>Booked</title><h1>Booked</h1>');
  const task = await queue(['read', 'navigate', 'input', 'submit', 'pay']);
  const books = doing({ name: 'fill', of: 'Nights', value: '2' }, { name: 'click', of: 'Book' });
  let said: string[] = [];
  const first = await setup.work(task, [books, accepts], {
    ...inChromium(),
    timing: { parkAfterMs: 400 },
    onSleep: oneAtATime(async () => {
      await sleep(20);
      // Nobody answers the second in time.
      if (said.length > 0) setup.table.advance(50);
      else if ((await readTask(setup.table.store, 'owner', task.taskId)).state.approval) said = [await agree(task)];
    }),
  });
  expect(first.run).toMatchObject({ kind: 'put-away', why: 'approval' });
  said.push(await agree(task, { type: 'task.queued', data: { taskId: task.taskId, reason: 'answered' } }));
  expect(said).toEqual(['click button "Book"', 'accept the dialog "Book 2 nights for 160 coins?"']);
  setup.table.advance(20_000);
  const second = await setup.work(task, [books, accepts, finish], { ...inChromium(), onSleep: () => sleep(20) });
  expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
  expect(second.types.filter(type => type === 'approval.asked')).toHaveLength(2);
  expect(site.hits.filter(path => path === '/booked')).toHaveLength(1);
}, 60_000);
