/** Makes of any failure the problem document (RFC 9457) that crosses the API. Never tells a stack or an unknown error's words. */

import { errorTable } from '../domain/error-table.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Problem } from './response-schemas.ts';

const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const OVERLOAD = /Throttl|ProvisionedThroughput|RequestLimit|SlowDown|ServiceUnavailable|InternalServer|TimeoutError/;

export function errandErrorOf(error: unknown): ErrandError {
  if (error instanceof ErrandError) return error;
  if (isCloudDown(error)) return new ErrandError('store.unavailable', 'AWS did not answer.', {}, error);
  return new ErrandError('internal.unexpected', 'The request could not be handled.', {}, error);
}

/** The SDK's own errors and the socket's below it: worth trying again. A refused parameter is not. */
function isCloudDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && NETWORK_CODES.has(error.code)) return true;
  if (OVERLOAD.test(error.name)) return true;
  return '$fault' in error && error.$fault === 'server';
}

export function problemOf(error: ErrandError, requestId: string): Problem {
  const { code, status, detail, hint, extra } = error;
  return {
    type: `urn:errand:${code}`,
    title: errorTable[code].title,
    status,
    detail,
    code,
    hint,
    requestId,
    ...(Array.isArray(extra.errors) ? { errors: extra.errors as Problem['errors'] } : {}),
  };
}
