import { expect, test } from 'vitest';
import { readArguments } from '../../../lib/cli/arguments.ts';

test.each([
  { argv: ['tsk_1'], doing: { kind: 'export', taskId: 'tsk_1' } },
  { argv: ['keys'], doing: { kind: 'export-keys' } },
  { argv: ['--verify', 'a.jsonl'], doing: { kind: 'verify', file: 'a.jsonl', earlier: undefined } },
  { argv: ['--verify', 'b', '--earlier', 'a'], doing: { kind: 'verify', file: 'b', earlier: 'a' } },
])('audit $argv is understood', ({ argv, doing }) => {
  expect(readArguments(['audit', ...argv])).toMatchObject({ kind: 'audit', doing });
});

test.each([
  [],
  ['ses_1'],
  ['tsk_1', 'tsk_2'],
  ['tsk_1', '--verify', 'a'],
  ['tsk_1', '--earlier', 'a'],
  ['tsk_1', '--url', 'x'],
  ['--what'],
])('audit %j is told to be wrong', (...argv) => {
  expect(readArguments(['audit', ...argv])).toMatchObject({ kind: 'wrong', reason: expect.any(String) });
});
