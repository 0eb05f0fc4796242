/** What goes over the socket: the messages a client sends, and those it is sent. Never anything that changes state but subscriptions and watches. */

import * as z from 'zod';
import { errorTable } from '../domain/error-table.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { Stored } from '../domain/events.ts';
import { fieldErrors } from '../domain/field-errors.ts';
import { idPattern, type StreamId } from '../domain/ids.ts';
import type { LiveFrame } from '../domain/live-frame.ts';

const ID_START = 1;
const sessionId = new RegExp(`^session/${idPattern('session').source.slice(ID_START)}`);
const taskId = new RegExp(`^task/${idPattern('task').source.slice(ID_START)}`);

const Stream = z.custom<StreamId>(value => typeof value === 'string' && (sessionId.test(value) || taskId.test(value)), {
  message: 'must be session/<id> or task/<id>',
});

const Task = z.string().regex(idPattern('task'), 'must be the id of a task');

/** Upwards. `after` is the last number the client has seen; 0 asks for everything. */
export const ClientMessage = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('subscribe'), stream: Stream, after: z.int().min(0).default(0) }),
  z.strictObject({ action: z.literal('unsubscribe'), stream: Stream }),
  /** Good for a minute; pictures come while a worker holds the run. */
  z.strictObject({ action: z.literal('watch'), taskId: Task }),
  z.strictObject({ action: z.literal('unwatch'), taskId: Task }),
  z.strictObject({ action: z.literal('ping') }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/**
 * Downwards. An event may come twice, and a live one may overtake a replayed one: a client sorts by `seq`, which has no
 * gap, and drops what it has. `subscribed` ends the replay; `seq` is the newest number it reached.
 */
export type ServerMessage =
  | { readonly type: 'event'; readonly event: Stored }
  | { readonly type: 'subscribed'; readonly stream: StreamId; readonly seq: number }
  | { readonly type: 'unsubscribed'; readonly stream: StreamId }
  | { readonly type: 'watching'; readonly taskId: string; readonly until: string }
  | LiveFrame
  | { readonly type: 'pong' }
  | {
      readonly type: 'problem';
      readonly code: string;
      readonly status: number;
      readonly title: string;
      readonly detail: string;
      readonly hint: string;
      readonly stream?: StreamId;
    };

export function parseClientMessage(body: string | undefined): ClientMessage {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch {
    throw new ErrandError('request.invalid-json', 'A socket message is one JSON object.');
  }
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error, 'message', value).map(({ path, message }) => `${path} ${message}`);
  throw new ErrandError('request.invalid', `${errors.join('; ')}.`);
}

export function problemMessage(error: unknown, stream?: StreamId): ServerMessage {
  const known = isErrandError(error)
    ? error
    : new ErrandError('internal.unexpected', 'The message could not be handled.');
  const { code, status, detail, hint } = known;
  return { type: 'problem', code, status, title: errorTable[code].title, detail, hint, ...(stream && { stream }) };
}
