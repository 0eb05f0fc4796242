/** The parameters that several routes share: pages of lists, ranges of events, and ids in paths. */

import * as z from 'zod';
import type { ErrorCode } from '../../domain/error-table.ts';
import { idOf } from '../id-of.ts';

/** An HTTP API answers within 30 s or not at all; this leaves room for the rest of the request. */
const MAX_WAIT_SECONDS = 25;
/** An event is at most 24 KB and an answer at most 6 MB. */
const MAX_EVENTS = 200;

export const SessionPath = z.object({ sessionId: idOf('session') });
export const TaskPath = z.object({ taskId: idOf('task') });

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'How many at most.' }),
  cursor: z.string().min(1).max(2_000).optional().meta({ description: '`cursor` of the page before.' }),
});

export const EventsQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'The number of the last event you have seen; 0 for all.' }),
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_WAIT_SECONDS)
    .default(0)
    .meta({ description: 'Seconds to wait for an event where there is none yet.' }),
  limit: z.coerce.number().int().min(1).max(MAX_EVENTS).default(MAX_EVENTS).meta({ description: 'How many at most.' }),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    cursor: z.string().optional().meta({ description: 'Present while there is more.' }),
  });

export const idempotencyErrors = [
  'idempotency.key-invalid',
  'idempotency.key-reused',
  'idempotency.in-progress',
  'stream.conflict',
] as const satisfies readonly ErrorCode[];
