/** Structured logs: one JSON line an entry, with ids and never with bodies, tokens or page text. */

import { Logger } from '@aws-lambda-powertools/logger';

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
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}, error) => logger.warn(message, { ...fields, ...errorFields(error) }),
    error: (message, fields = {}, error) => logger.error(message, { ...fields, ...errorFields(error) }),
  };
}

const errorFields = (error: unknown): { error?: Error } => {
  if (error === undefined) return {};
  return { error: error instanceof Error ? error : new Error(String(error)) };
};
