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

/** Under load none of it is spent on collecting. */
const IDLE_MS = 500;
let idling: NodeJS.Timeout | undefined;
/** Lambda would freeze it; here its memory is somebody's laptop. */
const rest = (): void => {
  idling = setTimeout(() => globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' }), IDLE_MS);
};

process.on('message', (message: Invocation) => {
  const { id, event, deadline } = message;
  clearTimeout(idling);
  handler
    .then(run => run(event, lambdaContext('worker', deadline, id)))
    .finally(rest)
    .then(
      result => process.send?.({ id, ok: true, result }),
      error =>
        process.send?.({
          id,
          ok: false,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    );
});

await handler.then(
  () => process.send?.({ ready: true }),
  error => {
    process.send?.({ ready: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  },
);
