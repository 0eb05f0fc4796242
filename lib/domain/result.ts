/** How a task ended. A report of success says what evidence it rests on. */

import * as z from 'zod';
import { type ErrorCode, errorTable } from './error-table.ts';

const Code = z.custom<ErrorCode>(value => typeof value === 'string' && value in errorTable).meta({ type: 'string' });

export const TaskResult = z.object({
  status: z.enum(['completed', 'failed', 'cancelled']),
  /** For the person, in plain words. Contains page text: shown as text, never as markup, never to the planner. */
  summary: z.string(),
  /** `verified`: each claim names something seen on a page by a ref or an artifact; `unverified`: the model says so. */
  evidence: z.enum(['verified', 'unverified', 'none']),
  evidenceNotes: z.array(z.string()),
  /** Set where the task failed or was cancelled. */
  code: Code.optional(),
  detail: z.string().optional(),
});
export type TaskResult = z.infer<typeof TaskResult>;
