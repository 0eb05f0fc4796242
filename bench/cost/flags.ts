/** Reads what `npm run cost` is asked. Wrong flags are answered with the value, what is allowed, and what to do next. */

import { defaultWorkload, type Workload } from './workload.ts';

export interface Asked {
  readonly kind: 'bill';
  readonly workload: Workload;
  readonly json: boolean;
}

export type Flags =
  | Asked
  | { readonly kind: 'simulate'; readonly workload: Workload; readonly json: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

interface Flag {
  readonly name: keyof Workload;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly what: string;
}

const flag = (name: keyof Workload, [least, most]: readonly [number, number], what: string, whole = false): Flag => ({
  name,
  least,
  most,
  whole,
  what,
});

export const flags: Readonly<Record<string, Flag>> = {
  tasks: flag('tasks', [1, 1e10], 'errands a month', true),
  steps: flag('steps', [2, 200], 'decisions of the model in one errand', true),
  'seconds-per-step': flag('secondsPerStep', [0.1, 300], 'the model included'),
  'tokens-per-step': flag('tokensPerStep', [0, 1_000_000], 'input and output'),
  'output-tokens-per-step': flag('outputTokensPerStep', [0, 100_000], 'of these, written by the model'),
  waits: flag('waits', [0, 20], 'questions and approvals an errand; fractions are a share of the errands'),
  'waiting-minutes': flag('waitingMinutes', [0, 10_080], 'until a person has answered one'),
  screenshots: flag('screenshots', [0, 20], 'pictures kept a look'),
  'screenshot-kb': flag('screenshotKb', [1, 10_000], 'of one picture'),
  'page-kb': flag('pageKb', [0.1, 16], 'of one observation'),
  watchers: flag('watchers', [0, 1_000], 'consoles that follow an errand'),
  'watched-live': flag('watchedLive', [0, 1], 'share of these whose page is shown live'),
  'keep-months': flag('keepMonths', [0, 120], 'how long what was made is kept'),
  'worker-mb': flag('workerMb', [512, 10_240], 'memory of the worker', true),
  'worker-tmp-mb': flag('workerTmpMb', [512, 10_240], '/tmp of the worker', true),
  'api-mb': flag('apiMb', [128, 10_240], 'memory of every other function', true),
  'model-input-usd': flag('modelInputUsd', [0, 1_000], 'for a million tokens'),
  'model-output-usd': flag('modelOutputUsd', [0, 10_000], 'for a million tokens'),
};

export const switches: Readonly<Record<string, string>> = {
  json: 'print JSON instead of a table',
  simulate: 'print the simulation of the hot paths instead of the bill',
  help: 'print this',
};

export function readFlags(given: readonly string[]): Flags {
  const problems: string[] = [];
  const set = new Set<string>();
  let workload = defaultWorkload;
  for (let at = 0; at < given.length; at += 1) {
    const [word = '', inline] = (given[at] ?? '').split('=', 2);
    const name = word.replace(/^--/, '');
    if (!word.startsWith('--')) {
      problems.push(`"${word}" is no flag. Flags begin with "--", as in --tasks 100000.`);
    } else if (Object.hasOwn(switches, name) && inline === undefined) {
      set.add(name);
    } else if (Object.hasOwn(flags, name)) {
      const known = flags[name];
      const value = inline ?? given[at + 1];
      if (inline === undefined) at += 1;
      const read = known === undefined ? undefined : readNumber(name, known, value);
      if (typeof read === 'string') problems.push(read);
      else if (known !== undefined && read !== undefined) workload = { ...workload, [known.name]: read };
    } else {
      if (inline === undefined && given[at + 1]?.startsWith('--') === false) at += 1;
      problems.push(`There is no flag "${word}"; did you mean --${nearest(name)}? "npm run cost -- --help" lists all.`);
    }
  }
  problems.push(...problemsOf(workload));
  if (set.has('help')) return { kind: 'help' };
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: set.has('simulate') ? 'simulate' : 'bill', workload, json: set.has('json') };
}

function readNumber(name: string, { least, most, whole }: Flag, value: string | undefined): number | string {
  const kind = whole ? 'a whole number' : 'a number';
  const allowed = `allowed is ${kind} from ${least} to ${most}`;
  const next = `Write it as --${name} ${defaultWorkload[flags[name]?.name ?? 'tasks']}.`;
  if (value === undefined || value.startsWith('--')) return `--${name} has no value; ${allowed}. ${next}`;
  const number = value.trim() === '' ? Number.NaN : Number(value.replaceAll('_', ''));
  if (Number.isFinite(number) && number >= least && number <= most && (!whole || Number.isInteger(number)))
    return number;
  return `--${name} is "${value}"; ${allowed}. ${next}`;
}

/** What fits alone may not fit together. */
function problemsOf({ steps, waits, tokensPerStep, outputTokensPerStep }: Workload): readonly string[] {
  const problems: string[] = [];
  if (waits > steps - 2)
    problems.push(
      `--waits is "${waits}"; with --steps ${steps} allowed is at most ${steps - 2}: each wait is a step, and one acts and one ends. Give more --steps.`,
    );
  if (outputTokensPerStep > tokensPerStep)
    problems.push(
      `--output-tokens-per-step is "${outputTokensPerStep}"; allowed is at most --tokens-per-step ${tokensPerStep}, which counts both. Give more --tokens-per-step.`,
    );
  return problems;
}

/** The known name that shares the most letters in a row at its beginning or within. */
function nearest(name: string): string {
  const score = (known: string): number => {
    const parts = known.split('-').filter(part => name.includes(part)).length * 10;
    let same = 0;
    while (same < known.length && known[same] === name[same]) same += 1;
    return parts + same;
  };
  return [...Object.keys(flags), ...Object.keys(switches)].sort((a, b) => score(b) - score(a))[0] ?? 'help';
}

export function helpText(): string {
  const lines = Object.entries(flags).map(
    ([name, { name: field, what }]) => `  --${name.padEnd(24)} ${String(defaultWorkload[field]).padStart(8)}   ${what}`,
  );
  const rest = Object.entries(switches).map(([name, what]) => `  --${name.padEnd(24)} ${''.padStart(8)}   ${what}`);
  return [
    'npm run cost -- [flags]: what a month of errands costs. Flags, with what they are where left out:',
    '',
    ...lines,
    ...rest,
  ].join('\n');
}
