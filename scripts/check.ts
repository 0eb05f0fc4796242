/** Everything fast that must hold before a commit: format and lint, types, layers, docs in step. Runs them side by side; changes nothing. */

import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const bin = (name: string): string => `node_modules/.bin/${name}`;

const checks: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  'format and lint': [bin('biome'), 'check', '--error-on-warnings', '.'],
  'promises and switches': [
    bin('oxlint'),
    '--type-aware',
    '--deny-warnings',
    'lib',
    'functions',
    'infra',
    'scripts',
    'bench',
    'tests',
  ],
  types: [bin('tsc'), '-p', 'tsconfig.json'],
  'types of the stack': [bin('tsc'), '-p', 'infra/tsconfig.json'],
  'types of the console': [bin('tsc'), '-p', 'web/tsconfig.json'],
  'layers and docs': [
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    'tests/architecture',
    '--reporter=dot',
  ],
};

interface Verdict {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(name: string, [command, ...args]: readonly [string, ...string[]]): Promise<Verdict> {
  const start = performance.now();
  return new Promise(resolve => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    const end = (passed: boolean): void =>
      resolve({ name, passed, output, seconds: (performance.now() - start) / 1_000 });
    child.on('error', error => {
      output += String(error);
      end(false);
    });
    child.on('close', code => end(code === 0));
  });
}

const verdicts = await Promise.all(
  Object.entries(checks).map(async ([name, command]) => {
    const verdict = await run(name, command);
    console.log(`${verdict.passed ? 'ok  ' : 'FAIL'}  ${name} (${verdict.seconds.toFixed(1)} s)`);
    return verdict;
  }),
);
for (const { name, output } of verdicts.filter(verdict => !verdict.passed))
  console.log(`\n── ${name} ──\n${output.trimEnd()}`);
process.exitCode = verdicts.every(verdict => verdict.passed) ? 0 : 1;
