/** Reads the body as JSON, within a limit. Knows no schema. */

import { ErrandError } from '../../domain/errors.ts';
import type { ApiMiddleware } from '../exchange.ts';
import { findBrokenText } from '../find-broken-text.ts';

/** Of one request: eight thousand characters of message fit four times. */
export const MAX_BODY_BYTES = 64 * 1_024;

export const jsonBody: ApiMiddleware = {
  before({ event }) {
    if (event.body === undefined || event.body === '') return;
    const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
    const bytes = Buffer.byteLength(event.body, encoding);
    if (bytes > MAX_BODY_BYTES) {
      throw new ErrandError('request.too-large', `The body has ${bytes} bytes; ${MAX_BODY_BYTES} is the limit.`, {
        bytes,
        limit: MAX_BODY_BYTES,
      });
    }
    const coding = event.headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (coding !== '' && coding !== 'identity') {
      const named = JSON.stringify(coding.slice(0, MAX_QUOTED_CHARS));
      throw invalidJson(`The content-encoding is ${named}; allowed: none, for bodies are sent as they are.`);
    }
    event.exchange.rawBody = parse(decode(Buffer.from(event.body, encoding)));
  },
};

const MAX_QUOTED_CHARS = 40;

/** Bytes that are no text would be stored as something that nobody sent. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw invalidJson('The body is not UTF-8.', error);
  }
}

function parse(text: string): unknown {
  const value = parseJson(text);
  // Only an escape can bring half a character in: what was decoded has none.
  const broken = /\\u[dD][89a-fA-F]/.test(text) ? findBrokenText(value) : undefined;
  if (broken === undefined) return value;
  const path = ['body', ...broken].join('.');
  const message = 'has half a character (a lone surrogate); it must be well-formed Unicode';
  throw new ErrandError('request.invalid', `${path} ${message}.`, { errors: [{ path, message }] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidJson('The body cannot be parsed as JSON.', error);
  }
}

const invalidJson = (detail: string, cause?: unknown): ErrandError =>
  new ErrandError('request.invalid-json', detail, {}, cause);
