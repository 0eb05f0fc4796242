/** What stands on the command line to say something to a task in its middle. */

import { expect, test } from 'vitest';
import { readArguments } from '../../../lib/cli/arguments.ts';

const TASK = 'tsk_01ARZ3NDEKTSV4RRFFQ69G5FAV';

test('a task and its words are read, with or without quotes', () => {
  const read = { kind: 'tell', taskId: TASK, text: 'take the cheaper one', url: undefined, token: undefined };
  expect(readArguments(['tell', TASK, 'take the cheaper one'])).toEqual(read);
  expect(readArguments(['tell', TASK, 'take', 'the', 'cheaper', 'one'])).toEqual(read);
});

test.each([
  [['tell', 'take the cheaper one'], 'which task'],
  [['tell', TASK], 'what the agent is to be told'],
  [['tell', TASK, 'x'.repeat(2_001)], '2001 characters'],
  [['tell', TASK, 'x', '--url', 'http://127.0.0.1'], 'go together'],
])('%j is told what is wrong', (argv, why) => {
  expect(readArguments(argv)).toMatchObject({ kind: 'wrong', reason: expect.stringContaining(why) });
});
