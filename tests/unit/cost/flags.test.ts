/** What `npm run cost` is asked: figures are read, and whatever is wrong is answered with the value, what is allowed, and what next. */

import { expect, test } from 'vitest';
import { helpText, readFlags } from '../../../bench/cost/flags.ts';
import { defaultWorkload } from '../../../bench/cost/workload.ts';

const problemsOf = (line: string): readonly string[] => {
  const read = readFlags(line.split(' '));
  if (read.kind !== 'wrong') throw new Error(`${line} was taken`);
  return read.problems;
};

test('takes flags with a space or an equals sign, in any order, and leaves the others as they are', () => {
  const read = readFlags('--steps 20 --waits=0.5 --json --tasks 1_000'.split(' '));
  expect(read).toEqual({
    kind: 'bill',
    json: true,
    workload: { ...defaultWorkload, steps: 20, waits: 0.5, tasks: 1_000 },
  });
});

test('asks for the bill of the defaults where nothing is given', () => {
  expect(readFlags([])).toEqual({ kind: 'bill', json: false, workload: defaultWorkload });
});

test.each([
  ['--steps 1.5', '--steps is "1.5"; allowed is a whole number from 2 to 200. Write it as --steps 12.'],
  ['--steps many', '--steps is "many"; allowed is a whole number from 2 to 200. Write it as --steps 12.'],
  ['--tasks -1', '--tasks is "-1"; allowed is a whole number from 1 to 10000000000. Write it as --tasks 100000.'],
  ['--tasks', '--tasks has no value; allowed is a whole number from 1 to 10000000000. Write it as --tasks 100000.'],
  [
    '--tasks --json',
    '--tasks has no value; allowed is a whole number from 1 to 10000000000. Write it as --tasks 100000.',
  ],
  ['--task 5', 'There is no flag "--task"; did you mean --tasks? "npm run cost -- --help" lists all.'],
  [
    '--token-per-step 5',
    'There is no flag "--token-per-step"; did you mean --tokens-per-step? "npm run cost -- --help" lists all.',
  ],
  ['steps 5', '"steps" is no flag. Flags begin with "--", as in --tasks 100000.'],
])('answers "%s" with the value, what is allowed, and what next', (line, problem) => {
  expect(problemsOf(line)[0]).toBe(problem);
});

test('refuses what fits alone and not together', () => {
  expect(problemsOf('--steps 3 --waits 2')).toEqual([
    expect.stringContaining('--waits is "2"; with --steps 3 allowed is at most 1'),
  ]);
  expect(problemsOf('--tokens-per-step 100')).toEqual([
    expect.stringContaining('--output-tokens-per-step is "150"; allowed is at most'),
  ]);
});

test('tells all that is wrong at once', () => {
  expect(problemsOf('--steps 0 --waits 99')).toHaveLength(2);
});

test('lists every flag with its default in its help', () => {
  expect(readFlags(['--help'])).toEqual({ kind: 'help' });
  expect(helpText()).toMatch(/--tasks\s+100000\s+errands a month/);
});
