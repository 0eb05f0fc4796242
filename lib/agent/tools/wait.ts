/** Waits for a text, for a text to go, or for a few seconds. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const wait = defineTool({
  name: 'wait',
  description:
    'Wait until a text is on the page, or until it is gone, or for some seconds (at most 30). Pages are already settled after each action: wait only for what comes late.',
  schema: z.object({
    text: z.string().max(200).optional(),
    gone: z.string().max(200).optional(),
    seconds: z.number().min(0).max(30).optional(),
  }),
  intent: args => act({ kind: 'wait', ...present(args) }),
});
