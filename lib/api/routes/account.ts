/** The routes of the owner's own access: who am I, what may I use, which keys do I have. Only for a person, except the first. */

import * as z from 'zod';
import { ApiKey, KeyScope, keyScopes } from '../../domain/api-key.ts';
import { AuditEntry } from '../../domain/audit.ts';
import { idOf } from '../id-of.ts';
import type { RouteTable } from '../route.ts';

const count = z.int().min(0);
/** The table keeps a day's sums for longer. */
const DAYS_READABLE = 35;
const Used = z.object({ used: z.number(), limit: z.number() });

const ofEnded = 'Of the tasks begun on it that have ended';
const dayFigures = {
  tasks: count.meta({ description: 'Begun on it.' }),
  usd: z.object({
    spent: z.number().meta({ description: 'Settled.' }),
    reserved: z.number().meta({ description: 'For what has not ended yet.' }),
  }),
  steps: count.meta({ description: `${ofEnded}.` }),
  seconds: count.meta({ description: `${ofEnded}: time of acting.` }),
  tokens: count.meta({ description: `${ofEnded}, and of its conversations.` }),
  bytes: count.meta({ description: `${ofEnded}: received by their browsers.` }),
};

export const accountRoutes = {
  'GET /me': {
    function: 'account',
    summary: 'Say who you are here, what your credential may do, and how much of your limits is used',
    auth: 'owner',
    scopes: [],
    status: 200,
    idempotent: false,
    response: z.object({
      ownerId: z.string(),
      keyId: z.string().optional().meta({ description: 'Present where you came with an API key.' }),
      scopes: z.array(KeyScope).optional().meta({ description: 'Of the API key; absent where you may do everything.' }),
      requests: z.object({ perMinute: z.number(), atOnce: z.number() }),
      runningTasks: Used,
      today: z.object({
        day: z.string().meta({ description: 'In UTC; the sums begin anew with it.' }),
        tasks: Used,
        usd: Used.extend({ spent: z.number() }).meta({
          description: '`used` is spent or reserved for what runs; `spent` is settled.',
        }),
      }),
      messagesInAnswer: count,
    }),
    errors: [],
  },
  'GET /metrics': {
    function: 'account',
    summary: 'Read your own figures: tasks, money, tokens, steps, seconds and bytes of each day, and what runs now',
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    query: z.object({ days: z.coerce.number().int().min(1).max(DAYS_READABLE).default(7) }),
    response: z.object({
      days: z
        .array(z.object({ day: z.string().meta({ description: 'In UTC.' }), ...dayFigures }))
        .meta({ description: 'Each day, the oldest first; today is the last.' }),
      total: z.object(dayFigures),
      now: z.object({ runningTasks: count, messagesInAnswer: count }),
    }),
    errors: [],
  },
  'POST /keys': {
    function: 'account',
    summary: 'Make an API key. Its secret is in this answer and never again; each call makes a new one',
    auth: 'owner',
    status: 201,
    // Keeping the answer for a repeat would keep the secret.
    idempotent: false,
    body: z.strictObject({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(KeyScope).min(1).max(keyScopes.length),
      expiresInDays: z.int().min(1).max(3_650).optional().meta({ description: 'Left out: good until it is revoked.' }),
    }),
    response: z.object({
      key: ApiKey,
      secret: z.string().meta({ description: 'Send it as `x-api-key`. It is shown only here.' }),
    }),
    errors: ['key.too-many'],
  },
  'GET /keys': {
    function: 'account',
    summary: 'List your API keys, the newest first, revoked ones too; never their secrets',
    auth: 'owner',
    status: 200,
    idempotent: false,
    response: z.object({ items: z.array(ApiKey) }),
    errors: [],
  },
  'POST /keys/{keyId}/revoke': {
    function: 'account',
    summary: 'End an API key: from the next request on it opens nothing, and sockets opened with it fall silent',
    auth: 'owner',
    status: 200,
    idempotent: false,
    params: z.object({ keyId: idOf('key') }),
    response: z.object({ key: ApiKey }),
    errors: ['key.not-found', 'stream.conflict'],
  },
  'GET /audit': {
    function: 'account',
    summary: 'Read what happened to your keys, the newest first: made, first used, revoked',
    auth: 'owner',
    status: 200,
    idempotent: false,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    response: z.object({ items: z.array(AuditEntry) }),
    errors: [],
  },
  'GET /audit/export': {
    function: 'account',
    summary:
      'Export all that happened to your keys as JSON lines, the oldest first; each line has the hash of the one before',
    auth: 'owner',
    status: 200,
    idempotent: false,
    response: z.string(),
    mediaType: 'application/jsonl',
    errors: [],
  },
} as const satisfies RouteTable;
