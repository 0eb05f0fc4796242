import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSession } from '../../../lib/store/change.ts';
import { readMessages } from '../../../lib/store/reads.ts';
import { documentClient, type Store } from '../../../lib/store/store.ts';
import { countedIds } from '../../support/domain-samples.ts';
import { laySession, message } from '../../support/streams.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

/** The real engine behind a line that loses the answers of the first writes although they were done. */
function lossyStore(lose: { answers: number; freshTokens: boolean }): Store {
  const client = new DynamoDBClient({
    region: testRegion,
    endpoint: table.endpoint,
    credentials: testCredentials,
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    (next, context) => async args => {
      const isWrite = context.commandName === 'TransactWriteItemsCommand';
      if (isWrite && lose.freshTokens) Object.assign(args.input, { ClientRequestToken: randomUUID() });
      const result = await next(args);
      if (isWrite && lose.answers > 0) {
        lose.answers -= 1;
        throw Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' });
      }
      return result;
    },
    { step: 'initialize', priority: 'low' },
  );
  return { ...table.store, db: documentClient(client) };
}

describe('a write whose answer is lost', () => {
  it.each([
    { name: 'while DynamoDB remembers its token', freshTokens: false },
    { name: 'after DynamoDB has forgotten its token', freshTokens: true },
  ])('is done exactly once and reported as done, $name', async ({ freshTokens }) => {
    const session = await laySession(table.store, ids);
    const lose = { answers: 2, freshTokens };
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    const changed = await changeSession(lossyStore(lose), of, () => [message(ids, 'once')]);
    expect(lose.answers).toBe(freshTokens ? 1 : 0);
    expect(changed.events.map(event => event.seq)).toEqual([2]);
    expect((await readMessages(table.store, session.sessionId)).map(({ text }) => text)).toEqual(['once']);
  });

  it('is reported as unknown when no answer ever comes', async () => {
    const session = await laySession(table.store, ids);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    const change = changeSession(lossyStore({ answers: 99, freshTokens: false }), of, () => [message(ids, 'once')]);
    await expect(change).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(await readMessages(table.store, session.sessionId)).toHaveLength(1);
  });
});
