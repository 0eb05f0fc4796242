/** Reads the body as JSON, within a limit. Knows no schema. */

import { ErrandError } from '../../domain/errors.ts';
import type { ApiMiddleware } from '../exchange.ts';

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
    event.exchange.rawBody = parse(Buffer.from(event.body, encoding).toString('utf8'));
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ErrandError('request.invalid-json', 'The body cannot be parsed as JSON.', {}, error);
  }
}
