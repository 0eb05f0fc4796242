import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSession } from '../../../lib/store/change.ts';
import { listOpenProposals, listSessions, listTasks } from '../../../lib/store/lists.ts';
import { countedIds, sampleProposal } from '../../support/domain-samples.ts';
import { laySession, layTask } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

describe("an owner's list", () => {
  it('is paged by cursor, newest first, each item once, and only the owner’s', async () => {
    const { store } = table;
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      made.push((await laySession(store, ids, 'carol')).sessionId);
      await laySession(store, ids, 'dave');
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSessions(store, 'carol', { limit: 3, cursor });
      seen.push(...page.items.map(({ sessionId }) => sessionId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(made.toReversed());
  });

  it("refuses another owner's cursor and a made-up one", async () => {
    const { store } = table;
    await laySession(store, ids, 'erin');
    await laySession(store, ids, 'erin');
    const { cursor } = await listSessions(store, 'erin', { limit: 1 });
    for (const foreign of [cursor, 'bm90IGpzb24', '%%%', Buffer.from('[]').toString('base64url')]) {
      await expect(listSessions(store, 'frank', { limit: 1, cursor: foreign })).rejects.toMatchObject({
        code: 'request.invalid',
      });
    }
    await expect(listTasks(store, 'erin', { limit: 1, cursor })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('of tasks shows the tasks', async () => {
    const { taskId } = await layTask(table.store, ids, 'grace');
    const page = await listTasks(table.store, 'grace', { limit: 10 });
    expect(page.items.map(task => task.taskId)).toEqual([taskId]);
  });
});

describe('the list of open proposals', () => {
  it('has a session while its proposal is open, due when it expires', async () => {
    const { store } = table;
    const { sessionId } = await laySession(store, ids);
    const of = { ownerId: 'alice', sessionId };
    const proposal = sampleProposal(ids, sessionId);
    const open = async (dueBefore?: string): Promise<string[]> =>
      (await listOpenProposals(store, { limit: 50, dueBefore })).items.map(session => session.sessionId);
    await changeSession(store, of, () => [{ type: 'proposal.made', data: { proposal } }]);
    expect(await open()).toEqual([sessionId]);
    expect(await open(proposal.expiresAt)).toEqual([]);
    const { proposalId } = proposal;
    await changeSession(store, of, () => [{ type: 'proposal.expired', data: { proposalId } }]);
    expect(await open()).toEqual([]);
  });
});
