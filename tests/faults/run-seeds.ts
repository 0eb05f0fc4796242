/** A thread that lives seed after seed and says what each breaks. Begun by `simulate.test.ts`; outside vitest, whose way of importing costs a third. */

import { registerHooks } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

export interface Seeds {
  readonly first: number;
  /** Each thread takes every so manieth. */
  readonly stride: number;
  /** Up to this one, which is not run. */
  readonly end: number;
  readonly maxMs: number;
  readonly showsTurns: boolean;
}

export interface Ran {
  readonly ran: number;
  readonly failures: readonly string[];
}

const MAX_FAILURES = 10;
/** The only waits by the real clock, and the only dice that no seed throws. */
const NO_WAIT = 'data:text/javascript,export const waitBeforeRetry = async () => {};';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/backoff.ts') && context.parentURL?.includes('/lib/store/')
      ? { url: NO_WAIT, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
const { checkInvariants } = await import('./check-invariants.ts');
const { live } = await import('./live.ts');

/** What a seed breaks; the turns before it are shown where only one is run. */
async function failureOf(seed: number, showsTurns: boolean): Promise<string | undefined> {
  try {
    const { errand, world, earlier } = await live(seed);
    const findings = checkInvariants(world, { earlier });
    if (findings.length === 0) return undefined;
    const turns = errand.schedule.turns.map(({ actor, point, nth }) => `${actor}: ${point} ${nth}`);
    return [`ERRAND_SEED=${seed}`, ...findings, ...(showsTurns ? turns : [])].join('\n  ');
  } catch (error) {
    return `ERRAND_SEED=${seed}\n  ${error instanceof Error ? error.stack : String(error)}`;
  }
}

async function run({ first, stride, end, maxMs, showsTurns }: Seeds): Promise<Ran> {
  // A stack is made for each refused write, and costs more than the write.
  if (!showsTurns) Error.stackTraceLimit = 0;
  const failures: string[] = [];
  const began = performance.now();
  let ran = 0;
  for (let seed = first; seed < end && performance.now() - began < maxMs; seed += stride) {
    const failure = await failureOf(seed, showsTurns);
    ran += 1;
    if (failure !== undefined) failures.push(failure);
    if (failures.length >= MAX_FAILURES) break;
    // A world in memory leaves the event loop no turn.
    await turn();
  }
  return { ran, failures };
}

parentPort?.postMessage(await run(workerData as Seeds));
