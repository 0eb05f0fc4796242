/** Structured logs: one JSON line an entry, with named ids and figures, and never with a body, a header, a message of an error or page text. */

import { Logger } from '@aws-lambda-powertools/logger';
import { withoutControls } from '../domain/plain-text.ts';
import { ambient, readTraceparent, traceparentOf } from './ambient.ts';
import { describeError } from './describe-error.ts';
import { allowed } from './log-fields.ts';

/** Only those of `log-fields.ts` are written, and an `ownerId` as its hash. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Messages are words of the code, never put together from anything. */
export interface Log {
  info(message: string, fields?: Fields, error?: unknown): void;
  warn(message: string, fields?: Fields, error?: unknown): void;
  error(message: string, fields?: Fields, error?: unknown): void;
}

/** Level by POWERTOOLS_LOG_LEVEL. */
export function openLog(serviceName: string): Log {
  const logger = new Logger({ serviceName });
  return {
    info: (message, fields, error) => logger.info(clean(message), lineOf(fields, error)),
    warn: (message, fields, error) => logger.warn(clean(message), lineOf(fields, error)),
    error: (message, fields, error) => logger.error(clean(message), lineOf(fields, error)),
  };
}

/** The same log with its level as a word. Of what is no plain value nothing is told. */
export function byLevel(log: Log) {
  return (level: keyof Log, message: string, fields: Readonly<Record<string, unknown>>): void => {
    const plain = Object.entries(fields).flatMap(([name, value]) => (isPlain(value) ? [[name, value] as const] : []));
    log[level](message, Object.fromEntries(plain), fields.error);
  };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What is known of the work goes along with each line, so that a reader can follow one request the whole way. */
function lineOf(fields: Fields = {}, error: unknown = fields.error): Record<string, unknown> {
  const { parent, ...known } = ambient();
  const traceId = parent === undefined ? undefined : readTraceparent(traceparentOf(parent))?.traceId;
  const described = error === undefined ? {} : { error: describeError(error) };
  return { ...allowed({ ...known, traceId, ...fields }), ...described };
}

/** Characters of a message: more than any of ours has. */
const MAX_CHARS = 100;

const clean = (message: string): string => withoutControls(message).slice(0, MAX_CHARS);
