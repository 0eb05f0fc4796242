/** The routes that anyone may read: is it up, and how is it used. */

import * as z from 'zod';
import type { RouteTable } from '../route.ts';

export const docsRoutes = {
  'GET /health': {
    function: 'docs',
    summary: 'Say whether the API is up',
    auth: 'none',
    status: 200,
    idempotent: false,
    response: z.object({ status: z.literal('ok') }),
    errors: [],
  },
  'GET /openapi.json': {
    function: 'docs',
    summary: 'Describe this API as OpenAPI 3.1',
    auth: 'none',
    status: 200,
    idempotent: false,
    response: z.record(z.string(), z.unknown()),
    errors: [],
  },
  'GET /docs': {
    function: 'docs',
    summary: 'Describe this API as a page for people',
    auth: 'none',
    status: 200,
    idempotent: false,
    response: z.string(),
    mediaType: 'text/html; charset=utf-8',
    errors: [],
  },
} as const satisfies RouteTable;
