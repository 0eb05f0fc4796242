/** The kinds of doing that a consent allows or not. A word list; rules nothing. */

import * as z from 'zod';

/** What a consent may allow. `read` and `navigate` change nothing; the others may. */
export const verbs = [
  'read',
  'navigate',
  'input',
  'submit',
  'login',
  'upload',
  'download',
  'pay',
  'delete',
  'send',
] as const;
export const Verb = z.enum(verbs);
export type Verb = z.infer<typeof Verb>;

/** Verbs after which the world is different and which cannot be taken back by going away. */
export const committingVerbs: ReadonlySet<Verb> = new Set(['submit', 'login', 'upload', 'pay', 'delete', 'send']);
