/** Secrets on the whole way: a scripted model logs in by placeholders, the site echoes all it got, and the value is nowhere but at the site. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../lib/domain/verify-audit.ts';
import { BASIC, leaksIn as leaksOf, PASSWORD, SEED, USER } from '../support/canaries.ts';
import { type Done, doErrand, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type LoginSite, startLoginSite } from '../support/login-site.ts';
import { type ScriptedOpenAi, startScriptedOpenAi, type WireRequest } from '../support/scripted-openai.ts';

let cloud: TestCloud;
let shop: LoginSite;
let other: LoginSite;
let endpoint: ScriptedOpenAi;
let done: Done;
const logs: string[] = [];

const typedCodes = (): string[] => shop.arrived.flatMap(({ fields }) => fields.code ?? []);
const leaksIn = (text: string): string[] => leaksOf(text, typedCodes());
const textOf = (request: WireRequest): string =>
  request.body.messages.map(message => String(message.content)).join('\n');

/** In the newest page the model was shown. */
const refOf = (request: WireRequest, pattern: RegExp): string => {
  const pages = textOf(request).split('BEGIN PAGE');
  const ref = new RegExp(`\\[((?:f\\d+)?e\\d+)\\] ${pattern.source}`).exec(pages.at(-1) ?? '')?.[1];
  if (ref === undefined) throw new Error(`No element fits ${pattern} in ${pages.at(-1)}`);
  return ref;
};
const fill =
  (pattern: RegExp, value: string, submit = false) =>
  (request: WireRequest) => ({
    calls: [{ name: 'fill', arguments: { ref: refOf(request, pattern), value, submit } }],
  });
const go = (url: string) => ({ calls: [{ name: 'navigate', arguments: { url } }] });

beforeAll(async () => {
  other = await startLoginSite();
  shop = await startLoginSite(other.url);
  endpoint = await startScriptedOpenAi([
    { calls: [{ name: 'plan_errand', arguments: {} }] },
    {
      calls: [
        {
          name: 'propose',
          arguments: {
            title: 'Log in',
            instruction: 'Log in with {{shop-user}}, {{shop-password}} and {{shop-code}}.',
            startUrl: shop.url,
            plan: ['Open the shop', 'Log in', 'Read'],
            sites: [shop.host, other.host],
            verbs: ['read', 'navigate', 'input', 'submit', 'login', 'download'],
            secrets: ['shop-user', 'shop-password', 'shop-code', 'staff', 'later', 'invented'],
            steps: 20,
            seconds: 100,
          },
        },
      ],
    },
    // Refused: a text field, a search box, an address; the same form on another site.
    fill(/textbox "Notes"/, '{{shop-password}}'),
    fill(/\S+ "Search"/, '{{shop-user}}'),
    go(`${shop.url}?q={{shop-password}}`),
    go(other.url),
    fill(/textbox "Password"/, '{{shop-password}}', true),
    // Refused: an address again, the other site's form in a frame of the right one, a key, a form that sends elsewhere.
    go(`${shop.url}?q=%7B%7Bshop-password%7D%7D`),
    go(`${shop.url}frame`),
    fill(/textbox "Password"/, '{{shop-password}}'),
    { calls: [{ name: 'press', arguments: { keys: '{{shop-password}}' } }] },
    go(`${shop.url}elsewhere`),
    fill(/textbox "Password"/, '{{shop-password}}', true),
    // Refused: a name without consent, and one that is not stored.
    go(shop.url),
    fill(/textbox "User name"/, '{{invented}}'),
    fill(/textbox "User name"/, '{{later}}'),
    // Done: user name, password, code.
    request => ({
      calls: [
        { name: 'fill', arguments: { ref: refOf(request, /textbox "User name"/), value: '{{shop-user}}' } },
        { name: 'fill', arguments: { ref: refOf(request, /textbox "Password"/), value: '{{shop-password}}' } },
      ],
    }),
    request => {
      // What the field shows now is the placeholder.
      expect(textOf(request)).toContain('= "{{shop-user}}"');
      return { calls: [{ name: 'click', arguments: { ref: refOf(request, /button "Log in"/) } }] };
    },
    fill(/textbox "One-time code"/, '{{shop-code}}', true),
    // The site says it all back.
    { calls: [{ name: 'read', arguments: {} }] },
    { calls: [{ name: 'find', arguments: { text: 'password' } }] },
    { calls: [{ name: 'screenshot', arguments: { fullPage: true } }] },
    { calls: [{ name: 'extract', arguments: { instruction: 'the password', name: 'echoed' } }] },
    request => ({ json: { rows: [{ password: /Your password is (\S+)/.exec(textOf(request))?.[1] ?? 'none' }] } }),
    request => ({ calls: [{ name: 'click', arguments: { ref: refOf(request, /link "Get [^\n]*"/) } }] }),
    go(`${shop.url}guarded`),
    request => ({
      calls: [
        {
          name: 'finish',
          arguments: {
            outcome: 'done',
            summary: `Logged in. ${textOf(request).includes('Welcome, {{staff}}') ? 'Staff too.' : ''} ${PASSWORD}`,
            evidence: ['Welcome'],
          },
        },
      ],
    }),
  ]);
  cloud = await startTestCloud(
    {
      ERRAND_ALLOW_HOSTS: `${shop.host},${other.host}`,
      OPENAI_API_KEY: 'key',
      OPENAI_BASE_URL: endpoint.url,
      OPENAI_MODEL: 'scripted',
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
    },
    line => void logs.push(line),
  );
  const set = (name: string, kind: 'password' | 'username' | 'totp' | 'basic', value: string) =>
    cloud.client.call('POST /secrets', { body: { name, kind, sites: [shop.host], value } });
  await set('shop-user', 'username', USER);
  await set('shop-password', 'password', PASSWORD);
  await set('shop-code', 'totp', SEED);
  await set('staff', 'basic', BASIC);
  done = await doErrand(cloud.client, `Log in at ${shop.url} with {{later}} and read what it says.`);
}, 120_000);

afterAll(async () => {
  await cloud?.close();
  await Promise.all([shop?.close(), other?.close(), endpoint?.close()]);
});

describe('a login by placeholders', () => {
  test('is proposed with the names that the person has, and no invented one', () => {
    expect(done.proposal.scope.secrets).toEqual(['shop-user', 'shop-password', 'shop-code', 'staff', 'later']);
    const planning = textOf(endpoint.requests[1] as WireRequest);
    expect(planning).toContain(`{"name":"shop-password","kind":"password","sites":["${shop.host}"]}`);
  });

  test('brings the values to the site, and to that alone', () => {
    endpoint.assertDone();
    expect(done.result.status).toBe('completed');
    const posts = shop.arrived.filter(({ path }) => path === '/code' || path === '/welcome');
    expect(posts).toMatchObject([
      { path: '/code', fields: { user: USER, pass: PASSWORD, notes: '' } },
      { path: '/welcome', fields: { code: expect.stringMatching(/^\d{6}$/) } },
    ]);
    const authorization = `Basic ${Buffer.from(BASIC).toString('base64')}`;
    expect(shop.arrived.at(-1)).toMatchObject({ path: '/guarded', authorization });
    expect(leaksIn(JSON.stringify(other.arrived))).toEqual([]);
    expect(other.arrived.flatMap(({ fields }) => Object.values(fields)).filter(value => value !== '')).toEqual([]);
  });

  test('is refused elsewhere: wrong field, search box, address, key, other site, frame, form that sends away', () => {
    const codesOf = done.events.flatMap(event => {
      if (event.type === 'action.refused') return [event.data.code];
      return event.type === 'action.finished' && !event.data.outcome.ok ? [event.data.outcome.code] : [];
    });
    expect(codesOf).toEqual([
      'secret.wrong-field',
      'secret.wrong-field',
      'secret.misplaced',
      'secret.wrong-site',
      'secret.misplaced',
      'secret.wrong-site',
      'secret.misplaced',
      'secret.wrong-site',
      'secret.not-consented',
      'secret.skipped',
    ]);
  });

  test('says so by placeholders in the trace, and notes the use', async () => {
    const filled = done.events.flatMap(event =>
      event.type === 'action.started' && event.data.action.kind === 'fill' ? [event.data.action.value] : [],
    );
    expect(new Set(filled)).toEqual(new Set(['{{shop-password}}', '{{shop-user}}', '{{shop-code}}']));
    const used = done.events.flatMap(({ type, data }) => (type === 'secret.used' ? [[data.name, data.origin]] : []));
    const origin = new URL(shop.url).origin;
    for (const name of ['shop-user', 'shop-password', 'shop-code', 'staff'])
      expect(used).toContainEqual([name, origin]);
    expect(used.filter(([, where]) => where !== origin)).toEqual([]);
    const audit = await cloud.client.call('GET /tasks/{taskId}/audit', { params: { taskId: done.taskId } });
    expect(verifyAudit(audit).faults).toEqual([]);
    expect(audit).toContain('"type":"secret.used"');
    expect(leaksIn(audit)).toEqual([]);
    const { items } = await cloud.client.call('GET /secrets');
    expect(items.map(({ name, lastUsedAt }) => [name, lastUsedAt !== undefined])).toEqual([
      ['shop-code', true],
      ['shop-password', true],
      ['shop-user', true],
      ['staff', true],
    ]);
    expect(leaksIn(JSON.stringify(items))).toEqual([]);
  });
});

describe('the canaries', () => {
  test('stand in no prompt', () => {
    const echoed = endpoint.requests.filter(request => textOf(request).includes('Your password is {{shop-password}}'));
    expect(echoed.length).toBeGreaterThan(0);
    expect(endpoint.requests.flatMap(request => leaksIn(JSON.stringify(request.body)))).toEqual([]);
  });

  test('stand in no event, result or message', async () => {
    expect(leaksIn(JSON.stringify(done.events))).toEqual([]);
    expect(done.result.summary).toContain('{{shop-password}}');
    const messages = await cloud.client.call('GET /sessions/{sessionId}/messages', {
      params: { sessionId: done.sessionId },
    });
    expect(leaksIn(JSON.stringify(messages))).toEqual([]);
  });

  test('stand in no artifact and no name of one', async () => {
    const { items } = await cloud.client.call('GET /tasks/{taskId}/artifacts', { params: { taskId: done.taskId } });
    expect(leaksIn(JSON.stringify(items))).toEqual([]);
    const kinds = new Set(items.map(({ kind }) => kind));
    for (const kind of ['download', 'data-csv', 'page-html', 'page-mhtml', 'trace', 'screenshot'] as const)
      expect(kinds).toContain(kind);
    for (const { artifactId, name } of items) {
      const { url } = await cloud.client.call('GET /artifacts/{artifactId}', { params: { artifactId } });
      const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect([name, leaksIn(bytes.toString('latin1')), leaksIn(bytes.toString('utf8'))]).toEqual([name, [], []]);
    }
  });

  test('stand in no row of the table, no file of the data folder and no log', async () => {
    const region = 'us-east-1';
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const db = new DynamoDBClient({ region, endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '', credentials });
    let start: Record<string, never> | undefined;
    let rows = 0;
    do {
      const page = await db.send(
        new ScanCommand({ TableName: 'errand', ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
      );
      rows += page.Items?.length ?? 0;
      expect(leaksIn(JSON.stringify(page.Items))).toEqual([]);
      start = page.LastEvaluatedKey as typeof start;
    } while (start !== undefined);
    db.destroy();
    expect(rows).toBeGreaterThan(50);
    const files = readdirSync(cloud.local.dataDir, { recursive: true, withFileTypes: true }).filter(one =>
      one.isFile(),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files)
      expect([file.name, leaksIn(readFileSync(join(file.parentPath, file.name)).toString('latin1'))]).toEqual([
        file.name,
        [],
      ]);
    expect(logs.length).toBeGreaterThan(0);
    expect(leaksIn(logs.join('\n'))).toEqual([]);
  });
});
