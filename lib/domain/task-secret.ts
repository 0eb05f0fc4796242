/**
 * How a task waits for a secret that its consent names and that nobody has stored. A part of the state machine in `task.ts`; knows no value.
 *
 *   running ── secret.needed ──▶ waiting ──┬── secret.stored ──▶ running, or queued where it is parked
 *                                          └── secret.skipped ──▶ the same, and the agent goes on without
 */

import * as z from 'zod';
import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import { inStatus } from './in-status.ts';
import { SecretName } from './secret.ts';
import type { Task } from './task.ts';
import { answered } from './task-waits.ts';

/** As long as a question. */
export const SECRET_NEEDED_TTL_MS = 24 * 60 * 60_000;

export const SecretNeeded = z.object({
  step: z.int().min(0),
  name: SecretName,
  /** The site it is to be typed on. */
  site: z.string(),
  /** The act that it is for, in a line. */
  why: z.string(),
  expiresAt: z.string(),
});
export type SecretNeeded = z.infer<typeof SecretNeeded>;

export type SecretEvent = Extract<TaskEvent, { type: 'secret.needed' | 'secret.stored' | 'secret.skipped' }>;

/** `next` is the task with the time of the event. */
export function evolveSecret(task: Task, event: SecretEvent, next: Task): Task {
  switch (event.type) {
    case 'secret.needed':
      return inStatus(task, ['running'], event.type, { ...next, status: 'waiting', secretNeeded: event.data });
    case 'secret.stored':
      refuseUnlessNeeded(task, event.data.name);
      return answered(task, event.type, { ...next, secretNeeded: undefined });
    case 'secret.skipped': {
      const { name } = refuseUnlessNeeded(task, event.data.name);
      const secretsSkipped = [...(task.secretsSkipped ?? []).filter(one => one !== name), name];
      return answered(task, event.type, { ...next, secretNeeded: undefined, secretsSkipped });
    }
    default:
      return event satisfies never;
  }
}

/** What the task waits for, where it is this secret. Throws `secret.not-needed`. */
function refuseUnlessNeeded({ taskId, secretNeeded }: Task, name: string): SecretNeeded {
  if (secretNeeded?.name === name) return secretNeeded;
  throw new ErrandError('secret.not-needed', `Task ${taskId} does not wait for the secret "${name}".`);
}
