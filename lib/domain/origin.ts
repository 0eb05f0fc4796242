/** Where a task's way into the queue began: carried by the event, so that logs and traces of all that follows can be tied to it. */

import * as z from 'zod';

/** Ids only: nothing that anybody wrote. */
export const Origin = z.object({
  /** Of the HTTP request that asked for it. */
  requestId: z.string().max(128),
  sessionId: z.string(),
  /** As in W3C Trace Context; only where tracing is on. */
  traceparent: z.string().max(55).optional(),
});
export type Origin = z.infer<typeof Origin>;
