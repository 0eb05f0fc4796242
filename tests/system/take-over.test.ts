/** A run that its person watches and takes over, whole: socket, API, table, worker process, Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonInput } from '../../lib/domain/person-input.ts';
import type { Task } from '../../lib/domain/task.ts';
import { type BarePage, openBarePage } from '../browser/open-bare-page.ts';
import { openSite, type TestSite } from '../browser/open-site.ts';
import { readPixels } from '../browser/read-pixels.ts';
import { followToEnd, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import {
  type ScriptedOpenAi,
  startScriptedOpenAi,
  type WireReply,
  type WireRequest,
} from '../support/scripted-openai.ts';
import { type RunWatch, watchRun } from '../support/watch-run.ts';

const COLOURS = { secret: [255, 0, 255], plain: [0, 255, 0], hidden: [59, 66, 82] } as const;
const at = (top: number, height = 30): string =>
  `style="position:absolute;left:20px;top:${top}px;width:300px;height:${height}px"`;
const HOME = `<!doctype html><title>Kettle shop</title>
  <label ${at(20)}>Name <input id=name></label>
  <a href=/kettles ${at(80)}>Kettles</a>
  <input type=password value=hunter2secret style="position:absolute;left:20px;top:140px;width:200px;height:40px;border:0;background:#f0f;color:#f0f">
  <div style="position:absolute;left:20px;top:200px;width:200px;height:40px;background:#0f0"></div>
  <div id=clock style="position:absolute;left:20px;top:260px;width:40px;height:40px"></div>
  <script>
    let n = 0;
    setInterval(() => { n += 1; clock.style.background = 'rgb(' + (n * 37 % 256) + ',' + (n * 91 % 256) + ',0)'; }, 100);
    name_ = document.getElementById('name');
    name_.onfocus = () => { document.body.style.background = '#eef'; };
  </script>`;

let cloud: TestCloud;
let site: TestSite;
let endpoint: ScriptedOpenAi;
let reader: BarePage;
/** What the acting model says; each test sets its own. */
let act: (request: WireRequest) => WireReply | Promise<WireReply> = () => ({ text: 'Nothing.' });

const call = (name: string, args: unknown = {}): WireReply => ({ calls: [{ name, arguments: args }] });
const finishes = call('finish', { outcome: 'done', summary: 'It is done.', evidence: [] });
const textOf = ({ body }: WireRequest): string => body.messages.map(({ content }) => String(content)).join('\n');

function answer(request: WireRequest): WireReply | Promise<WireReply> {
  const tools = request.body.tools?.map(tool => tool.function.name) ?? [];
  if (tools.includes('plan_errand')) return call('plan_errand');
  if (!tools.includes('propose')) return act(request);
  return call('propose', {
    title: 'Kettles',
    instruction: 'Look at the kettles.',
    startUrl: `${site.url}/`,
    plan: ['Look'],
    sites: [site.host],
    verbs: ['read', 'navigate', 'input'],
    steps: 12,
    seconds: 120,
  });
}

beforeAll(async () => {
  site = await openSite();
  site.show('/', HOME);
  site.show('/kettles', '<!doctype html><title>All kettles</title><h1>Fell Camp Kettle</h1>');
  endpoint = await startScriptedOpenAi(Array.from({ length: 400 }, () => answer));
  reader = await openBarePage([]);
  cloud = await startTestCloud({
    ERRAND_ALLOW_HOSTS: site.host,
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: endpoint.url,
    OPENAI_MODEL: 'scripted',
    ERRAND_PARK_AFTER: '1',
  });
}, 90_000);

afterAll(async () => {
  await cloud?.close();
  await Promise.all([site?.close(), endpoint?.close(), reader?.close()]);
});

async function begin(): Promise<string> {
  const { sessionId } = (await cloud.client.call('POST /sessions', { body: {} })).session;
  const params = { sessionId };
  const said = await cloud.client.call('POST /sessions/{sessionId}/messages', {
    params,
    body: { text: `look at the kettles at ${site.url}` },
  });
  const { proposalId = '', digest = '' } = said.proposal ?? {};
  const yes = { params, body: { proposalId, digest } };
  return (await cloud.client.call('POST /sessions/{sessionId}/tasks', yes)).task.taskId;
}

const read = async (taskId: string): Promise<Task> =>
  (await cloud.client.call('GET /tasks/{taskId}', { params: { taskId } })).task;
const until = (taskId: string, holds: (task: Task) => boolean, timeout = 60_000): Promise<unknown> =>
  expect.poll(async () => holds(await read(taskId)), { timeout, interval: 50 }).toBe(true);
const takeOver = (taskId: string) =>
  cloud.client.call('POST /tasks/{taskId}/control', { params: { taskId }, body: {} });
const giveBack = (taskId: string, note?: string) =>
  cloud.client.call('POST /tasks/{taskId}/control/return', {
    params: { taskId },
    body: note === undefined ? {} : { note },
  });
const send = (taskId: string, ...inputs: PersonInput[]) =>
  cloud.client.call('POST /tasks/{taskId}/inputs', { params: { taskId }, body: { inputs } });
const click = (x: number, y: number): PersonInput[] => [
  { kind: 'move', x, y },
  { kind: 'down', x, y, button: 'left' },
  { kind: 'up', x, y, button: 'left' },
];

/** The model holds still until the gate opens. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, opened: promise };
}

const sortedNumbers = (numbers: readonly number[]): readonly number[] => numbers.toSorted((one, other) => one - other);
const quantile = (numbers: readonly number[], share: number): number =>
  sortedNumbers(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

describe('a run that is watched and taken over', () => {
  test('shows what is there and nothing secret, does what the person does, and goes on from there with their note', async () => {
    const { open, opened } = gate();
    const heard: string[] = [];
    act = async request => {
      heard.push(textOf(request));
      if (heard.length > 1) return finishes;
      await opened;
      return call('scroll', { direction: 'down' });
    };
    const taskId = await begin();
    await until(
      taskId,
      ({ status, checkpoint, attempts }) => status === 'running' && attempts === 1 && checkpoint === undefined,
    );
    const watch: RunWatch = await watchRun(cloud.client, cloud.local.socketUrl, taskId);
    await expect.poll(() => watch.frames.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(8);
    expect(watch.heard.some(one => one.includes('"watching"'))).toBe(true);
    const shown = watch.frames.at(-1);
    expect(shown).toMatchObject({ taskId, url: `${site.url}/`, title: 'Kettle shop', width: 1_280, height: 900 });
    expect(Math.max(...watch.frames.map(({ bytes }) => bytes))).toBeLessThanOrEqual(96 * 1_024);
    const { of } = await readPixels(reader.page, Buffer.from(shown?.image ?? '', 'base64'), COLOURS);
    expect(of.secret?.count).toBe(0);
    expect(of.hidden?.count).toBeGreaterThan(300);
    expect(of.plain?.count).toBeGreaterThan(3_000);

    await takeOver(taskId);
    open();
    await until(taskId, ({ control }) => control === 'taken');
    const held = watch.frames.length;
    const begun = performance.now();
    await send(taskId, ...click(200, 30), { kind: 'text', text: 'Jane Kettle' });
    await expect.poll(() => watch.frames.length, { timeout: 20_000 }).toBeGreaterThan(held);
    await send(taskId, ...click(60, 90));
    await expect.poll(() => watch.frames.at(-1)?.title, { timeout: 20_000 }).toBe('All kettles');
    const spent = performance.now() - begun;
    await giveBack(taskId, 'The camp kettle is the one.');
    const events = await followToEnd(cloud.client, taskId);
    expect(events.at(-1)).toMatchObject({ data: { result: { status: 'completed' } } });
    const acts = events.flatMap(event => (event.type === 'person.acted' ? event.data.acts : []));
    expect(acts).toEqual([
      'clicked textbox "Name"',
      'typed 11 characters into textbox "Name"',
      'clicked link "Kettles"',
    ]);
    expect(JSON.stringify(events.filter(({ type }) => type === 'person.acted'))).not.toContain('Jane');
    expect(heard.at(-1)).toContain('TAKEN OVER');
    expect(heard.at(-1)).toContain('The person says: "The camp kettle is the one."');
    expect(heard.at(-1)).toContain('Fell Camp Kettle');
    const gaps = watch.frames.slice(1).map(({ came }, index) => came - (watch.frames[index]?.came ?? 0));
    console.info(
      `frames ${watch.frames.length}, gap median ${quantile(gaps, 0.5).toFixed(0)} ms p95 ${quantile(gaps, 0.95).toFixed(0)} ms, ` +
        `bytes median ${quantile(
          watch.frames.map(({ bytes }) => bytes),
          0.5,
        )}, two acts shown after ${spent.toFixed(0)} ms`,
    );
    watch.close();
  }, 150_000);

  test('shows nothing to nobody, and ends for a watcher who looks away', async () => {
    const { open, opened } = gate();
    act = async () => {
      await opened;
      return finishes;
    };
    const taskId = await begin();
    const watch = await watchRun(cloud.client, cloud.local.socketUrl, taskId);
    await expect.poll(() => watch.frames.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    watch.unwatch();
    let before = -1;
    const isStill = (): boolean => {
      const same = watch.frames.length === before;
      before = watch.frames.length;
      return same;
    };
    await expect.poll(isStill, { timeout: 20_000, interval: 1_500 }).toBe(true);
    open();
    await followToEnd(cloud.client, taskId);
    watch.close();
  }, 120_000);

  test('is handed over though it was parked for an answer, and the question lapses', async () => {
    let asked = 0;
    const heard: string[] = [];
    act = request => {
      heard.push(textOf(request));
      asked += 1;
      return asked === 1 ? call('ask', { question: 'Which kettle?' }) : finishes;
    };
    const taskId = await begin();
    await until(taskId, ({ parked }) => parked === 'question');
    expect((await takeOver(taskId)).task).toMatchObject({ status: 'queued', control: 'requested' });
    await until(taskId, ({ control }) => control === 'taken');
    await send(taskId, ...click(60, 90));
    await giveBack(taskId);
    const events = await followToEnd(cloud.client, taskId);
    expect(events.at(-1)).toMatchObject({ data: { result: { status: 'completed' } } });
    expect(events.filter(({ type }) => type === 'browser.opened')).toHaveLength(2);
    expect(heard.at(-1)).toContain('question.lapsed');
    expect(heard.at(-1)).toContain('Fell Camp Kettle');
  }, 150_000);

  test('is cancelled while the person has it', async () => {
    act = () => call('scroll', { direction: 'down' });
    const taskId = await begin();
    await takeOver(taskId);
    await until(taskId, ({ control }) => control === 'taken');
    await cloud.client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} });
    const events = await followToEnd(cloud.client, taskId);
    expect(events.at(-1)).toMatchObject({ data: { result: { status: 'cancelled' } } });
    await expect(send(taskId, { kind: 'back' })).rejects.toMatchObject({ code: 'task.finished' });
  }, 120_000);

  test('is handed over again by another worker where the first is killed, and does nothing twice', async () => {
    act = () => finishes;
    const taskId = await begin();
    await takeOver(taskId);
    await until(taskId, ({ control }) => control === 'taken');
    await send(taskId, ...click(200, 30), { kind: 'text', text: 'Jane' });
    await expect
      .poll(
        async () => {
          const query = { after: 0, wait: 0, limit: 200 };
          const { events } = await cloud.client.call('GET /tasks/{taskId}/events', { params: { taskId }, query });
          return events.some(({ type }) => type === 'person.acted');
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    const [pid] = cloud.local.workerPids();
    process.kill(pid ?? 0, 'SIGKILL');
    await until(taskId, ({ control, takings }) => control === 'taken' && takings === 2, 150_000);
    await send(taskId, ...click(60, 90));
    await giveBack(taskId);
    const events = await followToEnd(cloud.client, taskId);
    expect(events.at(-1)).toMatchObject({ data: { result: { status: 'completed' } } });
    const acts = events.flatMap(event => (event.type === 'person.acted' ? event.data.acts : []));
    expect(acts.filter(one => one.includes('typed 4 characters'))).toHaveLength(1);
    expect(acts).toContain('clicked link "Kettles"');
  }, 240_000);
});
