import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../lib/cli/arguments.ts';

describe('the command line', () => {
  test.each([
    { argv: ['list kettles'], expected: { kind: 'run', text: 'list kettles', yes: false, json: false } },
    { argv: ['--yes', 'list', 'kettles'], expected: { kind: 'run', text: 'list kettles', yes: true } },
    { argv: ['-y', '--json', 'x'], expected: { kind: 'run', text: 'x', yes: true, json: true } },
    {
      argv: ['x', '--url', 'http://127.0.0.1:1', '--token', 't'],
      expected: { kind: 'run', url: 'http://127.0.0.1:1', token: 't' },
    },
    { argv: ['x'], expected: { kind: 'run', vision: 'auto' } },
    { argv: ['x', '--vision', 'off'], expected: { kind: 'run', vision: 'off' } },
    {
      argv: ['x', '--vision', 'maybe'],
      expected: { kind: 'wrong', reason: '--vision is "maybe"; it can be on, off, auto.' },
    },
    { argv: ['--help'], expected: { kind: 'help' } },
    { argv: [], expected: { kind: 'wrong', reason: 'Say what you want, in quotes.' } },
    { argv: ['   '], expected: { kind: 'wrong', reason: 'Say what you want, in quotes.' } },
    {
      argv: ['x', '--url', 'http://127.0.0.1:1'],
      expected: { kind: 'wrong', reason: '--url and --token go together.' },
    },
  ])('$argv reads as $expected.kind', ({ argv, expected }) => {
    expect(readArguments(argv)).toMatchObject(expected);
  });

  test('names the option it does not know', () => {
    expect(readArguments(['--yess', 'x'])).toMatchObject({ kind: 'wrong', reason: expect.stringContaining('--yess') });
  });
});
