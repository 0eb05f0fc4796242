/** Three minutes of acting in real Chromium, cut into slices of 20 s, each in a browser of its own: it ends as in one piece. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ModelClient, ModelRequest } from '../../lib/agent/model-client.ts';
import { getArtifact } from '../../lib/artifacts/get-artifact.ts';
import { openBrowser } from '../../lib/browser/open-browser.ts';
import { siteOf } from '../../lib/domain/site.ts';
import { listArtifacts } from '../../lib/store/artifacts.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { doing } from '../support/by-name.ts';
import { type ScriptEntry, scriptModel } from '../support/scripted-model.ts';
import { openWorkerSetup, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
let site: TestSite;
/** What the site was told to write down, in order, and by whom. */
let written: string[];
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());
beforeEach(async () => {
  written = [];
  site = await openSite();
  site.show('/', list);
  site.show('/add', (request, response) => void add(request, response));
});
afterEach(() => site.close());

const FORM =
  '<form method="post" action="/add"><label>Name <input name="name"></label> <label>Amount <input name="amount"></label><button>Add</button></form>';

/** Whose list it is, a cookie says: a browser that lost it would see an empty one. */
function list(request: IncomingMessage, response: ServerResponse): void {
  const visitor = /visitor=(\d+)/.exec(request.headers.cookie ?? '')?.[1];
  const items = written.filter(line => line.startsWith(`${visitor} `)).map(line => line.replace(/^\d+ /, ''));
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const first = { ...headers, 'set-cookie': `visitor=${written.length + 1}` };
  const body = `<title>List</title><ul>${items.map(item => `<li>item ${item}</li>`).join('')}</ul>${FORM}`;
  response.writeHead(200, visitor === undefined ? first : headers).end(body);
}

async function add(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const sent = new URLSearchParams(body);
  const visitor = /visitor=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody';
  written.push(`${visitor} ${sent.get('name')} x${sent.get('amount')}`);
  response.writeHead(303, { location: '/' }).end();
}

const NAMES = ['Cup', 'Pot', 'Jug', 'Pan', 'Lid', 'Bowl', 'Dish', 'Tray', 'Fork', 'Spoon', 'Ladle'];
/** A thought and an act take so long: 35 turns are three minutes. */
const TURN_MS = 5_200;
const SLICE_MS = 20_000;

const rowsOf = ({ messages }: ModelRequest): string => {
  const shown = messages.at(-1)?.text ?? '';
  const rows = [...shown.matchAll(/item (\w+) x(\d+)/g)].map(([, name, amount]) => ({ name, amount: Number(amount) }));
  return JSON.stringify({ rows });
};
const script: readonly ScriptEntry[] = [
  ...NAMES.flatMap((name, at) => [
    doing({ name: 'fill', of: 'Name', value: name }),
    doing({ name: 'fill', of: 'Amount', value: String(at + 1) }),
    doing({ name: 'click', of: 'Add' }),
  ]),
  { calls: [{ name: 'extract', args: { instruction: 'all items', name: 'Items' } }] },
  request => ({ purpose: 'extract', text: rowsOf(request) }),
  { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'All is on the list.', evidence: [] } }] },
];

/** Runs the errand in as many slices as it takes. One model for all of them: it goes on where it was. */
async function runIn(sliceMs: number) {
  const task = await setup.queueTask({
    startUrl: `${site.url}/`,
    sites: [siteOf(`${site.url}/`)],
    budget: { steps: 60, seconds: 600 },
  });
  const scripted = scriptModel(script);
  const model: ModelClient = {
    ...scripted,
    complete: async (request, signal) => {
      setup.table.advance(TURN_MS);
      return scripted.complete(request, signal);
    },
  };
  const began = setup.table.store.clock();
  for (let slices = 1; slices <= 30; slices += 1) {
    const { run, events, state } = await setup.work(task, [], {
      model,
      deadline: setup.table.store.clock() + sliceMs,
      timing: { restMs: 8_000, closingMs: 2_000 },
      openBrowser: options => openBrowser({ ...options, chromeDir, allowHosts: [site.host] }),
      onSleep: () => sleep(50),
    });
    if (run.kind !== 'ended') {
      expect(run).toEqual({ kind: 'put-away', why: 'deadline' });
      continue;
    }
    scripted.assertDone();
    const saved = (await listArtifacts(setup.table.store, task.taskId)).find(({ kind }) => kind === 'data-csv');
    const csv = saved === undefined ? '' : new TextDecoder().decode(await getArtifact(setup.bucket, 'owner', saved));
    const acts = events.filter(({ type }) => type === 'action.started').length;
    const doubts = events.filter(({ type }) => type === 'outcome.unknown').length;
    return { slices, csv, doubts, acts, result: state.result, tookMs: setup.table.store.clock() - began };
  }
  throw new Error('It did not end.');
}

test('an errand of three minutes ends the same in nine slices and more as in one: result, rows, and what the site was told', async () => {
  const whole = await runIn(900_000);
  const told = written;
  written = [];
  const sliced = await runIn(SLICE_MS);
  expect(whole.slices).toBe(1);
  expect(sliced.slices).toBeGreaterThanOrEqual(9);
  expect(sliced.tookMs).toBeGreaterThanOrEqual(180_000);
  expect(told).toEqual(NAMES.map((name, at) => `1 ${name} x${at + 1}`));
  expect(written).toEqual(told);
  expect(sliced.csv).toBe(whole.csv);
  expect(sliced.csv).toContain('Ladle');
  expect(sliced.result).toEqual(whole.result);
  expect(sliced.result).toMatchObject({ status: 'completed' });
  expect([sliced.acts, sliced.doubts]).toEqual([whole.acts, 0]);
}, 240_000);
