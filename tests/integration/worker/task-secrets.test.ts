/** The secrets of one task on the real table: only those of its owner and its consent, only where they may go, and looked up anew each time. */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldFacts, SecretKind } from '../../../lib/domain/secret.ts';
import { fieldsOfKind } from '../../../lib/domain/secret.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { seal } from '../../../lib/secrets/seal.ts';
import { secretKey } from '../../../lib/store/keys.ts';
import { deleteSecret, findSecret, putSecret } from '../../../lib/store/secrets.ts';
import { openTaskSecrets } from '../../../lib/worker/task-secrets.ts';
import type { WorkerDeps } from '../../../lib/worker/worker-deps.ts';
import { consentedTask } from '../../support/consented-task.ts';
import { sampleField } from '../../support/domain-samples.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

const keys = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const;
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
let table: TestTable;
const lines: string[] = [];

beforeAll(async () => {
  table = await openTestTable({ now: 59_000 });
});
afterAll(() => table.close());
beforeEach(async () => {
  for (const owner of ['owner', 'mallory'])
    for (const name of ['pw', 'code', 'staff']) await deleteSecret(table.store, owner, name).catch(() => {});
});

const field = (change: Partial<FieldFacts> = {}): FieldFacts => sampleField({ origin: 'https://shop.test', ...change });

const store = async (name: string, kind: SecretKind, value: string, ownerId = 'owner'): Promise<void> => {
  const before = await findSecret(table.store, ownerId, name);
  const version = (before?.version ?? 0) + 1;
  const of = { ownerId, name, kind, version, sites: ['shop.test'], fields: [...fieldsOfKind[kind]] };
  await putSecret(table.store, { ...of, sealed: { ...(await seal(keys, value, of)) }, madeAt: '', updatedAt: '' });
};

const taskWith = (names: string[]): Task => {
  const task = consentedTask();
  return { ...task, consent: { ...task.consent, scope: { ...task.consent.scope, secrets: names } } };
};

const openFor = (names: string[], withKeys = true) => {
  const log: WorkerDeps['log'] = (level, message, fields) => void lines.push(JSON.stringify([level, message, fields]));
  const deps = { store: table.store, clock: table.store.clock, log, ...(withKeys ? { keys } : {}) };
  return openTaskSecrets(deps as unknown as WorkerDeps, taskWith(names));
};

describe('the secrets of a task', () => {
  test('that is not stored is missing, and found once the person has stored it', async () => {
    const { source, facts, redactor } = await openFor(['pw']);
    expect(facts).toEqual([]);
    expect(await source.resolve('{{pw}}', field())).toMatchObject({ ok: false, code: 'secret.missing' });
    await store('pw', 'password', 'Canary-one');
    expect(await source.resolve('{{pw}}', field())).toEqual({ ok: true, value: 'Canary-one' });
    expect(redactor.text('it was Canary-one')).toBe('it was {{pw}}');
  });

  test('is given with its newest value, and no more once it is removed', async () => {
    await store('pw', 'password', 'Canary-one');
    const { source, redactor } = await openFor(['pw']);
    await store('pw', 'password', 'Canary-two');
    expect(await source.resolve('x{{pw}}', field())).toEqual({ ok: true, value: 'xCanary-two' });
    expect(redactor.text('Canary-one Canary-two')).toBe('{{pw}} {{pw}}');
    await deleteSecret(table.store, 'owner', 'pw');
    expect(await source.resolve('{{pw}}', field())).toMatchObject({ code: 'secret.missing' });
  });

  test('is not given where the consent, the site or the field is another, and then not noted as used', async () => {
    await store('pw', 'password', 'Canary-one');
    const { source } = await openFor(['pw']);
    const codeOf = async (asked: string, at: FieldFacts) => {
      const resolved = await source.resolve(asked, at);
      return resolved.ok ? 'given' : resolved.code;
    };
    expect(await codeOf('{{pw}}{{code}}', field())).toBe('secret.not-consented');
    expect(await codeOf('{{pw}}', field({ origin: 'https://evil.test' }))).toBe('secret.wrong-site');
    expect(await codeOf('{{pw}}', field({ origin: 'http://shop.test' }))).toBe('secret.wrong-site');
    expect(await codeOf('{{pw}}', field({ type: 'text' }))).toBe('secret.wrong-field');
    expect(source.values()).toEqual([]);
    expect((await findSecret(table.store, 'owner', 'pw'))?.lastUsedAt).toBeUndefined();
    expect(await codeOf('{{pw}}', field())).toBe('given');
    expect(source.values()).toEqual(['Canary-one']);
    expect((await findSecret(table.store, 'owner', 'pw'))?.lastUsedAt).toBe(new Date(59_000).toISOString());
  });

  test("is never another owner's of the same name", async () => {
    await store('pw', 'password', 'Canary-of-mallory', 'mallory');
    const { source } = await openFor(['pw']);
    expect(await source.resolve('{{pw}}', field())).toMatchObject({ code: 'secret.missing' });
  });

  test('does not open where its sites were changed in the table', async () => {
    await store('pw', 'password', 'Canary-one');
    const update = { UpdateExpression: 'SET sites = :sites', ExpressionAttributeValues: { ':sites': ['evil.test'] } };
    await table.store.db.send(
      new UpdateCommand({ TableName: table.store.table, Key: secretKey('owner', 'pw'), ...update }),
    );
    const { source } = await openFor(['pw']);
    const at = field({ origin: 'https://evil.test' });
    expect(await source.resolve('{{pw}}', at)).toMatchObject({ ok: false, code: 'secret.unreadable' });
  });

  test('is a code of the moment, which is a secret too', async () => {
    await store('code', 'totp', SEED);
    const { source, redactor } = await openFor(['code']);
    const at = field({ type: 'text', autocomplete: 'one-time-code' });
    // RFC 6238 at 59 s, the last six digits.
    expect(await source.resolve('{{code}}', at)).toEqual({ ok: true, value: '287082' });
    expect(redactor.text(`code 287082, seed ${SEED}`)).toBe('code {{code}}, seed {{code}}');
  });

  test('answers a server that asks, on its own site alone', async () => {
    await store('staff', 'basic', 'ada:Canary:one');
    const { credentials, redactor } = await openFor(['staff']);
    expect(credentials('https://shop.test', 'any')).toEqual({ username: 'ada', password: 'Canary:one' });
    expect(credentials('https://evil.test', 'any')).toBeUndefined();
    expect(redactor.text('ada has Canary:one')).toBe('{{staff}} has {{staff}}');
  });

  test('is none where this worker has no key, and nothing of it is logged', async () => {
    await store('pw', 'password', 'Canary-one');
    const { source, facts } = await openFor(['pw'], false);
    expect(facts).toEqual([]);
    expect(await source.resolve('{{pw}}', field())).toMatchObject({ code: 'secret.missing' });
    expect(lines.join('\n')).not.toContain('Canary');
  });
});
