/** The chain of what happened to an owner's keys, on the real engine. */

import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashOfSecret } from '../../../lib/domain/api-key.ts';
import { writeLines } from '../../../lib/domain/audit-line.ts';
import { verifyAudit } from '../../../lib/domain/verify-audit.ts';
import { createKey, revokeKey, useKey } from '../../../lib/store/api-keys.ts';
import { exportAccount, readAudit } from '../../../lib/store/audit.ts';
import { auditKey } from '../../../lib/store/keys.ts';
import { countedIds } from '../../support/domain-samples.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

const SECRET = 'x'.repeat(43);

async function makeKey(ownerId: string): Promise<string> {
  const keyId = ids('key');
  const createdAt = new Date(table.store.clock()).toISOString();
  const key = { keyId, name: 'ci', scopes: ['tasks:read' as const], createdAt };
  await createKey(table.store, ownerId, { key, hash: hashOfSecret(SECRET) });
  return keyId;
}

const check = async (ownerId: string) => verifyAudit(writeLines(await exportAccount(table.store, ownerId)));

it('has an entry for each of many keys made, used and revoked at once, and no fork', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => makeKey('ada')));
  await Promise.all(keys.map(keyId => useKey(table.store, { keyId, secret: SECRET })));
  await Promise.all(keys.map(keyId => revokeKey(table.store, 'ada', keyId)));
  const { faults, streams } = await check('ada');
  expect(faults).toEqual([]);
  expect(streams).toEqual([{ stream: 'audit/ada', events: streams[0]?.events, hash: expect.any(String) }]);
  const types = (await readAudit(table.store, 'ada', 100)).map(({ type }) => type);
  expect(types.filter(type => type === 'key.created')).toHaveLength(5);
  expect(types.filter(type => type === 'key.revoked')).toHaveLength(5);
});

it('tells where an entry was taken out or changed', async () => {
  const { db, table: TableName } = table.store;
  const keyId = await makeKey('bea');
  await revokeKey(table.store, 'bea', keyId);
  const at = new Date(table.store.clock()).toISOString();
  const Key = auditKey('bea', { at, type: 'key.revoked', about: keyId });
  const { Item = {} } = await db.send(new GetCommand({ TableName, Key }));
  await db.send(new PutCommand({ TableName, Item: { ...Item, entry: { ...Item.entry, keyId: 'key_other' } } }));
  expect((await check('bea')).faults).toHaveLength(1);
  await db.send(new DeleteCommand({ TableName, Key }));
  expect((await check('bea')).faults).toHaveLength(1);
});

it('of an owner without keys says that there is nothing', async () => {
  expect((await check('nobody')).faults).toEqual([]);
});
