/** The fields that a log line may carry, each with the only shape its value may have. What is not here is not logged, whatever it is called. */

import { createHash } from 'node:crypto';
import { idPattern } from '../domain/ids.ts';

type Shape = RegExp | 'number' | 'boolean';

export interface LogField {
  readonly shape: Shape;
  readonly meaning: string;
}

/** A code, a kind, a status: words of our own, never a sentence. */
const WORD = /^[A-Za-z][\w.-]{0,63}$/;
/** A method and the route's pattern, without anybody's values. */
const ROUTE = /^([A-Z]{1,10} \/[\w/{}.-]{0,100}|\$default)$/;
/** A UUID, or as API Gateway makes them: base64 with its end. */
const REQUEST_ID = /^[\w-]{1,64}={0,2}$/;

export const logFields = {
  requestId: { shape: REQUEST_ID, meaning: 'the HTTP request, event or invocation that began it' },
  sessionId: { shape: idPattern('session'), meaning: 'the conversation' },
  taskId: { shape: idPattern('task'), meaning: 'the task' },
  ownerHash: { shape: /^[\w-]{16}$/, meaning: 'a hash of whose it is; never the owner' },
  traceId: { shape: /^[0-9a-f]{32}$/, meaning: 'the trace, where tracing is on' },
  keyId: { shape: idPattern('key'), meaning: 'the API key that was used' },
  messageId: { shape: REQUEST_ID, meaning: "the queue message's own id" },
  checkpointId: { shape: idPattern('checkpoint'), meaning: 'the checkpoint' },
  route: { shape: ROUTE, meaning: "the route's pattern" },
  status: { shape: 'number', meaning: 'the HTTP status' },
  code: { shape: WORD, meaning: 'the code of an error, as in docs/errors.md' },
  replayed: { shape: 'boolean', meaning: 'answered from an Idempotency-Key' },
  ms: { shape: 'number', meaning: 'how long it took, or how long until it is tried again' },
  fence: { shape: 'number', meaning: "the worker's fence number" },
  run: { shape: WORD, meaning: 'what became of the run: ended, put-away, dropped' },
  why: { shape: WORD, meaning: 'a status, a reason or a code' },
  what: { shape: WORD, meaning: 'what is tried again: model, browser, bucket' },
  reason: { shape: WORD, meaning: 'why a task was queued' },
  failed: { shape: 'number', meaning: 'tries that have failed' },
  queuedMs: { shape: 'number', meaning: 'how long the task was in the queue' },
  tookOver: { shape: 'boolean', meaning: 'the worker before lost its lease' },
  expired: { shape: 'number', meaning: 'proposals whose time was over' },
  reclaimed: { shape: 'number', meaning: 'tasks that were queued again' },
  freed: { shape: 'number', meaning: 'places in quotas that were given back' },
  frames: { shape: 'number', meaning: 'pictures that were sent to those who watched a run' },
  bytes: { shape: 'number', meaning: 'of those pictures together' },
  spans: { shape: 'number', meaning: 'spans that were not delivered' },
} as const satisfies Readonly<Record<string, LogField>>;

const LEFT_OUT = '(left out)';
const HASH_CHARS = 16;

/** The same owner always has the same hash, and nobody reads the owner back out of it who does not know them already. */
export const hashOfOwner = (ownerId: string): string =>
  createHash('sha256').update(ownerId).digest('base64url').slice(0, HASH_CHARS);

export type Plain = Record<string, string | number | boolean>;

/** Only named fields; a value of another shape is told as left out. An owner goes in as the hash. */
export function allowed(fields: Readonly<Record<string, unknown>>): Plain {
  const plain: Plain = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'ownerId') plain.ownerHash = hashOfOwner(String(value));
    else if (isField(name)) plain[name] = shaped(logFields[name].shape, value);
  }
  return plain;
}

const isField = (name: string): name is keyof typeof logFields => Object.hasOwn(logFields, name);

function shaped(shape: Shape, value: unknown): string | number | boolean {
  if (shape === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : LEFT_OUT;
  if (shape === 'boolean') return typeof value === 'boolean' ? value : LEFT_OUT;
  return typeof value === 'string' && shape.test(value) ? value : LEFT_OUT;
}
