/** The process a worker runs in: imports one handler and runs an invocation at a time, warm between them, as Lambda's runtime does. */

import { importHandler, lambdaContext } from './lambda.ts';

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly deadline: number;
}

const [file = ''] = process.argv.slice(2);
const handler = importHandler(new URL(file));

/** Without its parent it has no work; Chromium's own guard ends Chromium. */
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => {});

/** Under load nothing is spent on giving memory back. */
const IDLE_MS = 500;
/** In bytes of JavaScript's heap; 40 MB of it are no garbage. What garbage holds outside of that heap the allocator does not give back, so one run's is not left to the next. */
const COLLECT_FROM = 80 * 1_024 ** 2;
let idling: NodeJS.Timeout | undefined;
/** Lambda would freeze it; here its memory is somebody's laptop. */
const rest = (): void => {
  if (process.memoryUsage().heapUsed > COLLECT_FROM) globalThis.gc?.({ type: 'major', execution: 'sync' });
  idling = setTimeout(() => globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' }), IDLE_MS);
};

process.on('message', (message: Invocation) => {
  const { id, event, deadline } = message;
  clearTimeout(idling);
  handler
    .then(run => run(event, lambdaContext('worker', deadline, id)))
    .then(
      result => process.send?.({ id, ok: true, result }),
      error =>
        process.send?.({
          id,
          ok: false,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    )
    .finally(rest);
});

await handler.then(
  () => process.send?.({ ready: true }),
  error => {
    process.send?.({ ready: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  },
);
