/** A stand-in for the Lambda runtime's own API, at the one place where a page on Lambda would look for it. Holds a secret event. */

import { createServer } from 'node:http';

export interface RuntimeApi {
  /** What was asked of it, as `METHOD /path`. */
  readonly asked: string[];
  close(): Promise<void>;
}

export const RUNTIME_PORT = 9_001;
const NEXT = '/2018-06-01/runtime/invocation/next';

/** A page that would take the next invocation's event, and answer it in the function's place. */
export const runtimeAttacks: readonly string[] = [
  `return fetch('http://127.0.0.1:${RUNTIME_PORT}${NEXT}', { mode: 'no-cors' });`,
  `return fetch('http://localhost:${RUNTIME_PORT}${NEXT}', { mode: 'no-cors' });`,
  `return fetch('http://127.0.0.1:${RUNTIME_PORT}/2018-06-01/runtime/invocation/1/response', { mode: 'no-cors', method: 'POST', body: '{}' });`,
];

/** Throws where the port is taken: at another one it would prove nothing. */
export async function openRuntimeApi(): Promise<RuntimeApi> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'lambda-runtime-aws-request-id': '1', 'access-control-allow-origin': '*' });
    response.end('{"secret":"of the next tenant"}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new Error(
              `Port ${RUNTIME_PORT} of 127.0.0.1 is taken, and the fake runtime API must be there: end what uses it.`,
            )
          : error,
      );
    });
    server.listen(RUNTIME_PORT, '127.0.0.1', resolve);
  });
  return {
    asked,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
