/** The whole way over HTTP and the socket, with the offline model and a real Chromium on the test sites. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ApiError, createClient } from '../../lib/api/client.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { doErrand, followToEnd, readArtifactText, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let shop: Site;
let data: Site;
let forms: Site;

beforeAll(async () => {
  [shop, data, forms] = await Promise.all([startSite('shop'), startSite('data'), startSite('forms')]);
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: [shop, data, forms].map(site => site.host).join(',') });
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await Promise.all([shop, data, forms].map(site => site.close()));
});

const propose = async (text: string) => {
  const { session } = await cloud.client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const said = await cloud.client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  return { params, said };
};

describe('an errand, said, agreed to and done', () => {
  test('the first errand of the README lists the kettles as a table', async () => {
    const done = await doErrand(
      cloud.client,
      `go to ${shop.url}, search for kettle and list the name and price as a table`,
    );
    expect(done.result).toMatchObject({ status: 'completed', evidence: 'verified' });
    const csv = await readArtifactText(cloud.client, done.taskId, 'name-and-price.csv');
    expect(csv.split('\r\n').slice(0, 2)).toEqual(['name,price', 'Heron Gooseneck Kettle,£64.50']);
    expect(csv.trim().split('\r\n')).toHaveLength(1 + 8);
  }, 60_000);

  test('its events are numbered without gaps, an intent stands before each outcome, and the end is the last', async () => {
    const done = await doErrand(cloud.client, `go to ${shop.url}, click Kettles and take a screenshot`);
    expect(done.events.map(event => event.seq)).toEqual(done.events.map((_, index) => index + 1));
    const types = done.events.map(event => event.type);
    expect(types.slice(0, 3)).toEqual(['task.queued', 'task.started', 'browser.opened']);
    expect(types.filter(type => type === 'action.started')).toHaveLength(
      types.filter(type => type === 'action.finished').length,
    );
    expect(types.filter(type => type === 'task.finished')).toHaveLength(1);
    const trace = await readArtifactText(cloud.client, done.taskId, 'trace.jsonl');
    expect(
      trace
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).type),
    ).toContain('action.finished');
  }, 60_000);

  test('three pages of rivers become one CSV, and no cell is a formula', async () => {
    const done = await doErrand(
      cloud.client,
      `open ${data.url}rivers and extract the table of rivers on the first 3 pages`,
    );
    expect(done.result.status).toBe('completed');
    const json: unknown = JSON.parse(await readArtifactText(cloud.client, done.taskId, 'rivers.json'));
    expect(json).toHaveLength(75);
    const csv = await readArtifactText(cloud.client, done.taskId, 'rivers.csv');
    expect(csv).toContain('Nile');
    const cells = csv.replace(/^\ufeff/, '').split(/[,\r\n]+/);
    expect(cells.filter(cell => /^"?[=@]/.test(cell))).toEqual([]);
  }, 90_000);

  test('a login and the first page of a wizard reach the site exactly once', async () => {
    const done = await doErrand(
      cloud.client,
      `go to ${forms.url}login, log in as demo with password demo-pass, click "Start a new application", type "Ann Lee" into "Full name", type ann@example.org into "Email address", type "020 7946 0018" into "Telephone number", type 1990-05-17 into "Date of birth", choose Denmark in "Country of residence", choose "Email" in "contact", click "Save and continue", then take a screenshot`,
    );
    const posts = forms.requests
      .filter(request => request.method === 'POST')
      .map(request => request.path.split('?')[0]);
    expect(posts.filter(path => path === '/login')).toHaveLength(1);
    expect(done.result).toMatchObject({ status: 'completed' });
    expect(posts.filter(path => path === '/apply/1')).toHaveLength(1);
    const body = forms.requests.find(request => request.path.startsWith('/apply/1') && request.method === 'POST')?.body;
    expect(Object.values(body ?? {})).toEqual(expect.arrayContaining(['Ann Lee', 'ann@example.org', '1990-05-17']));
    const trace = await readArtifactText(cloud.client, done.taskId, 'trace.jsonl');
    expect(
      trace
        .split('\n')
        .filter(line => line.includes('"action.started"'))
        .join('\n'),
    ).not.toContain('demo-pass');
  }, 90_000);
});

describe('nothing runs before the yes', () => {
  test('a proposal alone sends nothing to the site', async () => {
    const before = shop.requests.length;
    const { said } = await propose(`go to ${shop.url} and click Kettles`);
    expect(said.session.status).toBe('awaiting_confirmation');
    expect(shop.requests).toHaveLength(before);
  });

  test('a typed yes is a consent, recorded with the message', async () => {
    const { params } = await propose(`go to ${shop.url} and take a screenshot`);
    const said = await cloud.client.call('POST /sessions/{sessionId}/messages', {
      params,
      body: { text: 'Yes, go ahead!' },
    });
    const taskId = said.task?.taskId ?? '';
    const events = await followToEnd(cloud.client, taskId);
    expect(events.at(-1)).toMatchObject({ type: 'task.finished', data: { result: { status: 'completed' } } });
    const { task } = await cloud.client.call('GET /tasks/{taskId}', { params: { taskId } });
    expect(task.consent).toMatchObject({ by: 'message', messageId: said.message.messageId });
  }, 60_000);

  test('a wrong digest is refused and starts nothing', async () => {
    const { params, said } = await propose(`go to ${shop.url} and take a screenshot`);
    const body = { proposalId: said.proposal?.proposalId ?? '', digest: `sha256:${'0'.repeat(64)}` };
    await expect(cloud.client.call('POST /sessions/{sessionId}/tasks', { params, body })).rejects.toMatchObject({
      code: 'proposal.digest-mismatch',
    });
    expect((await cloud.client.call('GET /sessions/{sessionId}', { params })).session.status).toBe(
      'awaiting_confirmation',
    );
  });

  test('another owner sees neither the session nor the task', async () => {
    const { params } = await propose(`go to ${shop.url} and take a screenshot`);
    const foreign = createClient({ baseUrl: cloud.local.url, token: await cloud.local.tokenFor('someone-else') });
    await expect(foreign.call('GET /sessions/{sessionId}', { params })).rejects.toBeInstanceOf(ApiError);
    await expect(foreign.call('GET /sessions/{sessionId}', { params })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a running task', () => {
  test('stops at a cancel and starts no further action', async () => {
    const { params, said } = await propose(`go to ${shop.url}, wait 30 seconds, then click Kettles`);
    const { proposalId = '', digest = '' } = said.proposal ?? {};
    const { task } = await cloud.client.call('POST /sessions/{sessionId}/tasks', {
      params,
      body: { proposalId, digest },
    });
    const { taskId } = task;
    for await (const event of cloud.client.followEvents(`task/${taskId}`)) {
      if (event.type === 'action.started' && event.data.action.kind === 'wait') break;
    }
    await cloud.client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} });
    const events = await followToEnd(cloud.client, taskId);
    const cancelled = events.findIndex(event => event.type === 'cancel.requested');
    expect(events.slice(cancelled).filter(event => event.type === 'action.started')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'task.finished', data: { result: { status: 'cancelled' } } });
  }, 60_000);

  test('its events come over the socket, each once and in order', async () => {
    const { params, said } = await propose(`go to ${shop.url} and take a screenshot`);
    const { proposalId = '', digest = '' } = said.proposal ?? {};
    const { task } = await cloud.client.call('POST /sessions/{sessionId}/tasks', {
      params,
      body: { proposalId, digest },
    });
    const { ticket } = await cloud.client.call('POST /tickets', {});
    const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
    const seen = new Set<number>();
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () =>
        socket.send(JSON.stringify({ action: 'subscribe', stream: `task/${task.taskId}`, after: 0 })),
      );
      socket.on('message', text => {
        const message = JSON.parse(String(text));
        if (message.type !== 'event') return;
        seen.add(message.event.seq);
        if (message.event.type === 'task.finished') resolve();
      });
    });
    socket.close();
    const events = await followToEnd(cloud.client, task.taskId);
    expect([...seen].sort((a, b) => a - b)).toEqual(events.map(event => event.seq));
    const again = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
    await expect(new Promise((resolve, reject) => again.on('open', resolve).on('error', reject))).rejects.toThrow(
      /401/,
    );
  }, 60_000);
});
