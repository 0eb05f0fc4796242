/** Structured logs: one JSON line an entry, with ids and never with bodies, tokens or page text. */

import { Logger } from '@aws-lambda-powertools/logger';
import { withoutControls } from '../domain/plain-text.ts';

export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields, error?: unknown): void;
  error(message: string, fields?: Fields, error?: unknown): void;
}

/** Level by POWERTOOLS_LOG_LEVEL. */
export function openLog(serviceName: string): Log {
  const logger = new Logger({ serviceName });
  return {
    info: (message, fields = {}) => logger.info(clean(message), cleanFields(fields)),
    warn: (message, fields = {}, error) =>
      logger.warn(clean(message), { ...cleanFields(fields), ...errorFields(error) }),
    error: (message, fields = {}, error) =>
      logger.error(clean(message), { ...cleanFields(fields), ...errorFields(error) }),
  };
}

const errorFields = (error: unknown): { error?: Error } => {
  if (error === undefined) return {};
  return { error: error instanceof Error ? error : new Error(String(error)) };
};

/** Characters of one field: a page's words may be in it. */
const MAX_CHARS = 2_000;

/** Without what drives a terminal or turns the direction of writing, for whoever reads logs in one. */
function clean(text: string): string {
  const plain = withoutControls(text);
  return plain.length > MAX_CHARS ? `${plain.slice(0, MAX_CHARS)}…` : plain;
}

const cleanFields = (fields: Fields): Record<string, string | number | boolean | undefined> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  );
