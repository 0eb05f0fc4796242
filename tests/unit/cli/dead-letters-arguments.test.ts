import { expect, test } from 'vitest';
import { readArguments } from '../../../lib/cli/arguments.ts';

const at = { kind: 'dead-letters', queueUrl: undefined } as const;

test.each([
  { argv: ['dead-letters'], expected: { ...at, doing: { kind: 'list', json: false } } },
  { argv: ['dead-letters', '--json'], expected: { ...at, doing: { kind: 'list', json: true } } },
  { argv: ['redrive', '--all'], expected: { ...at, doing: { kind: 'redrive-all' } } },
  { argv: ['redrive', 'abc'], expected: { ...at, doing: { kind: 'redrive-one', id: 'abc' } } },
  {
    argv: ['redrive', '--all', '--queue', 'https://sqs.eu-central-1.amazonaws.com/1/q'],
    expected: { queueUrl: 'https://sqs.eu-central-1.amazonaws.com/1/q' },
  },
  { argv: ['redrive'], expected: { kind: 'wrong', reason: 'Say redrive --all, or redrive ID.' } },
  { argv: ['redrive', 'abc', '--all'], expected: { kind: 'wrong' } },
  { argv: ['redrive', 'abc', 'def'], expected: { kind: 'wrong' } },
  { argv: ['dead-letters', 'abc'], expected: { kind: 'wrong', reason: 'Say dead-letters [--json].' } },
  { argv: ['redrive', '--nonsense'], expected: { kind: 'wrong' } },
  { argv: ['x', '--priority', 'urgent'], expected: { kind: 'run', priority: 'urgent' } },
  { argv: ['x'], expected: { kind: 'run', priority: 'normal' } },
  {
    argv: ['x', '--priority', 'asap'],
    expected: { kind: 'wrong', reason: '--priority is "asap"; it can be low, normal, high, urgent.' },
  },
])('$argv is read', ({ argv, expected }) => {
  expect(readArguments(argv)).toMatchObject(expected);
});
