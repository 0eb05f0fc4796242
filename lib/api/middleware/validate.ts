/** Holds path, query and body against the route's schemas. What comes out is only what the schemas name. */

import type * as z from 'zod';
import { cutText } from '../../domain/cut-text.ts';
import { type ErrorCode, errorTable } from '../../domain/error-table.ts';
import { ErrandError } from '../../domain/errors.ts';
import { type FieldError, fieldErrors } from '../../domain/field-errors.ts';
import type { ApiMiddleware } from '../exchange.ts';

export const validate: ApiMiddleware = {
  before({ event }) {
    const { exchange } = event;
    const { route } = exchange;
    if (route === undefined) return;
    exchange.params = checkParams(route.params, event.pathParameters ?? {});
    const errors: FieldError[] = [];
    exchange.query = check(route.query, 'query', event.queryStringParameters ?? {}, errors);
    exchange.body = check(route.body, 'body', exchange.rawBody, errors);
    if (errors.length > 0) {
      const detail = errors.map(error => `${error.path} ${error.message}`).join('; ');
      throw new ErrandError('request.invalid', `${detail}.`, { errors });
    }
  },
};

function check(schema: z.ZodType | undefined, place: string, value: unknown, errors: FieldError[]): unknown {
  const parsed = schema?.safeParse(value);
  if (parsed === undefined) return undefined;
  if (parsed.success) return parsed.data;
  errors.push(...fieldErrors(parsed.error, place, value));
  return undefined;
}

/** An id of the wrong shape names nothing: as any id that is not there, it is not found. */
function checkParams(schema: z.ZodObject | undefined, value: unknown): unknown {
  const parsed = schema?.safeParse(value);
  if (parsed === undefined) return undefined;
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  const code = `${name.replace(/Id$/, '')}.not-found`;
  const given: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : '';
  const detail = `The ${name} in the path is ${quoted(String(given))}, which has not the shape of one.`;
  throw new ErrandError(isCode(code) ? code : 'route.not-found', detail);
}

const MAX_QUOTED_CHARS = 80;

const quoted = (text: string): string =>
  JSON.stringify(text.length > MAX_QUOTED_CHARS ? `${cutText(text, MAX_QUOTED_CHARS)}…` : text);

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorTable, text);
