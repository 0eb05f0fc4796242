/** Half a character from a page, as where a label was cut in an emoji, is stored as a replacement: it must not hold up a task. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeIds } from '../../../lib/machine.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { layTask } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

test('half a character in what a task waits for is kept as a replacement', async () => {
  const { taskId } = await layTask(table.store, makeIds());
  const data = {
    step: 1,
    questionId: 'qst_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    question: 'Which \ud83d?',
    expiresAt: '2026-11-21T09:00:00.000Z',
  };
  await changeTask(table.store, taskId, () => [
    { type: 'task.started', data: { fence: 1, model: 'm' } },
    { type: 'question.asked', data },
  ]);
  const { state } = await readTask(table.store, undefined, taskId);
  expect(state.question?.question).toBe('Which \ufffd?');
});
