/** Reads a queue message strictly. What is not exactly one of ours is undefined, and belongs into the dead-letter queue. */

import * as z from 'zod';
import { idPattern } from '../domain/ids.ts';

const TaskMessage = z.strictObject({ v: z.literal(1), taskId: z.string().regex(idPattern('task')) });
export type TaskMessage = z.infer<typeof TaskMessage>;

export function parseMessage(body: string): TaskMessage | undefined {
  const parsed = TaskMessage.safeParse(parseJson(body));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
