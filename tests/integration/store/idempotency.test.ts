import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isErrandError } from '../../../lib/domain/errors.ts';
import { changeSession } from '../../../lib/store/change.ts';
import { claimIdempotent, findIdempotent, releaseIdempotent } from '../../../lib/store/idempotency.ts';
import { readMessages } from '../../../lib/store/reads.ts';
import { countedIds } from '../../support/domain-samples.ts';
import { laySession, message } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
let keys = 0;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

const freshRequest = () => {
  keys += 1;
  return { ownerId: 'alice', key: `key-${keys}`, bodyHash: 'sha256:a' };
};
const answer = { status: 201, body: { id: 'x' } };
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    error => (isErrandError(error) ? error.code : String(error)),
  );

async function layConversation() {
  const { sessionId } = await laySession(table.store, ids);
  const say = (text: string, idempotency: ReturnType<typeof freshRequest> & { claim?: string }) =>
    changeSession(table.store, { ownerId: 'alice', sessionId }, () => [message(ids, text)], {
      idempotency: { ...idempotency, ...answer },
    });
  return { say, said: async () => (await readMessages(table.store, sessionId)).map(({ text }) => text) };
}

describe('an idempotency key', () => {
  it('gives the first answer again for 24 hours', async () => {
    const request = freshRequest();
    const { say } = await layConversation();
    expect(await findIdempotent(table.store, request)).toEqual({ kind: 'none' });
    await say('one', request);
    expect(await findIdempotent(table.store, request)).toEqual({ kind: 'done', ...answer });
    table.advance(24 * 3_600_000 - 1_000);
    expect((await findIdempotent(table.store, request)).kind).toBe('done');
    table.advance(2_000);
    expect(await findIdempotent(table.store, request)).toEqual({ kind: 'none' });
    expect(await codeOf(say('two', request))).toBe('no error');
  });

  it('lets exactly one of several equal writes at once through', async () => {
    const request = freshRequest();
    const { say, said } = await layConversation();
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(say('once', request))));
    expect(codes.toSorted()).toEqual([...Array(5).fill('idempotency.in-progress'), 'no error']);
    expect(await said()).toEqual(['once']);
  });

  it('refuses another body, before the write and in it', async () => {
    const request = freshRequest();
    const other = { ...request, bodyHash: 'sha256:b' };
    const { say, said } = await layConversation();
    await say('one', request);
    expect(await codeOf(findIdempotent(table.store, other))).toBe('idempotency.key-reused');
    expect(await codeOf(say('two', other))).toBe('idempotency.key-reused');
    expect(await said()).toEqual(['one']);
  });

  it('of another owner is another key', async () => {
    const request = freshRequest();
    const { say } = await layConversation();
    await say('one', request);
    expect(await findIdempotent(table.store, { ...request, ownerId: 'bob' })).toEqual({ kind: 'none' });
  });
});

describe('a claimed key', () => {
  it('is claimed by exactly one of several at once, and becomes the answer', async () => {
    const request = freshRequest();
    const { say } = await layConversation();
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimIdempotent(table.store, request)));
    const winners = claims.flatMap(state => (state.kind === 'claimed' ? [state.claim] : []));
    expect(claims.filter(state => state.kind === 'in-progress')).toHaveLength(4);
    expect(winners).toHaveLength(1);
    expect(await codeOf(say('not mine', { ...request, claim: 'another' }))).toBe('idempotency.in-progress');
    await say('mine', { ...request, claim: winners[0] ?? '' });
    expect(await claimIdempotent(table.store, request)).toEqual({ kind: 'done', ...answer });
  });

  it('may be taken over after 60 s, and then the first holder writes nothing', async () => {
    const request = freshRequest();
    const { say, said } = await layConversation();
    const first = await claimIdempotent(table.store, request);
    table.advance(59_000);
    expect((await claimIdempotent(table.store, request)).kind).toBe('in-progress');
    table.advance(1_000);
    const second = await claimIdempotent(table.store, request);
    if (first.kind !== 'claimed' || second.kind !== 'claimed') throw new Error('both should have claimed it');
    expect(await codeOf(say('late', { ...request, claim: first.claim }))).toBe('idempotency.in-progress');
    await say('in time', { ...request, claim: second.claim });
    expect(await said()).toEqual(['in time']);
  });

  it('is free again once released', async () => {
    const request = freshRequest();
    const claimed = await claimIdempotent(table.store, request);
    if (claimed.kind !== 'claimed') throw new Error('it should have been free');
    await releaseIdempotent(table.store, request, 'another');
    expect((await findIdempotent(table.store, request)).kind).toBe('in-progress');
    await releaseIdempotent(table.store, request, claimed.claim);
    expect((await claimIdempotent(table.store, request)).kind).toBe('claimed');
  });
});
