/** Reads a queue message strictly. What is not exactly one of ours is undefined, and belongs into the dead-letter queue. */

import * as z from 'zod';
import { idPattern } from '../domain/ids.ts';

const TaskMessage = z.strictObject({ v: z.literal(1), taskId: z.string().regex(idPattern('task')) });
export type TaskMessage = z.infer<typeof TaskMessage>;

export function parseMessage(body: string): TaskMessage | undefined {
  const parsed = TaskMessage.safeParse(parseJson(body));
  return parsed.success ? parsed.data : undefined;
}

/** In words for a person; undefined for one of ours. */
export function whyNotOurs(body: string): string | undefined {
  const value = parseJson(body);
  if (value === undefined) return 'not JSON';
  const parsed = TaskMessage.safeParse(value);
  return parsed.success ? undefined : z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ').slice(0, 200);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
