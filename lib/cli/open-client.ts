/** The API's client as the command line has it: it knows what an answer of each route has, and gives up on a backend that is gone. */

import * as z from 'zod';
import { type Client, createClient } from '../api/client.ts';
import { findRoute } from '../api/exchange.ts';
import { routes } from '../api/routes.ts';
import type { Backend } from './find-backend.ts';

/** In a row, each of some seconds: about a minute in all. */
const MAX_FAILURES = 10;

export function openClient({ url, token }: Pick<Backend, 'url' | 'token'>, say: (line: string) => void): Client {
  return createClient({
    baseUrl: url,
    token,
    isAnswer,
    maxFailures: MAX_FAILURES,
    onTrouble: (error, failures) => {
      if (failures === 1) say(`${error.code}: ${url} does not answer; trying again …`);
    },
  });
}

/** The fields at the top only: a newer backend may tell more, in events that this one does not know. */
function isAnswer(key: string, body: unknown): boolean {
  const response = findRoute(routes, key)?.response;
  if (response instanceof z.ZodString) return typeof body === 'string';
  if (typeof body !== 'object' || body === null) return false;
  if (!(response instanceof z.ZodObject)) return true;
  const needed = Object.entries<z.ZodType>(response.shape).filter(([, schema]) => !schema.safeParse(undefined).success);
  return needed.every(([name]) => name in body);
}
