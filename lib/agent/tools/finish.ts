/** Ends the errand with a report. */

import * as z from 'zod';
import { defineTool } from './tool.ts';

export const finish = defineTool({
  name: 'finish',
  description:
    'End the errand. "done" only if you have seen on the page that it is done; "failed" with the reason otherwise. Do not call it in the same turn as an action whose effect you have not seen.',
  schema: z.object({
    outcome: z.enum(['done', 'failed']),
    summary: z
      .string()
      .min(1)
      .max(4_000)
      .describe('the answer or result for the person, in plain words, with the figures asked for'),
    evidence: z
      .array(z.string().max(300))
      .max(20)
      .describe(
        'what it rests on: refs such as e12, texts quoted exactly as pages or files showed them, or names of datasets',
      ),
  }),
  intent: args => ({ kind: 'finish', ...args }),
});
