/** Asks the person something that neither the errand nor the pages say. */

import * as z from 'zod';
import { defineTool } from './tool.ts';

export const ask = defineTool({
  name: 'ask',
  description:
    'Ask the person one short question, only where you cannot go on without the answer. The answer cannot widen what was consented to.',
  schema: z.object({ question: z.string().min(1).max(1_000) }),
  intent: ({ question }) => ({ kind: 'ask', question }),
});
