/** One utterance in a session. Text only: no page content ever becomes markup. */

import * as z from 'zod';

export const MAX_MESSAGE_CHARS = 8_000;

export const Message = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant', 'system']),
  text: z.string(),
  /**
   * Who wrote it: the person, the planner (which saw only the person's words), the chat model (which may have seen
   * results made of page text), a task's report (page text), or our code. Decides what the planner may see.
   */
  origin: z.enum(['person', 'planner', 'chat', 'task', 'code']),
  taskId: z.string().optional(),
  proposalId: z.string().optional(),
  at: z.string(),
});
export type Message = z.infer<typeof Message>;
