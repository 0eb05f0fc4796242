/** Waits for a text, its going, an address, quiet, or some seconds. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const wait = defineTool({
  name: 'wait',
  description:
    'Wait until a text is on the page, or is gone, or the address contains url, or the page is quiet; or for some seconds (at most 30). Pages are already settled after each action: wait only for what comes late.',
  schema: z.object({
    text: z.string().max(200).optional(),
    gone: z.string().max(200).optional(),
    url: z.string().max(200).optional(),
    quiet: z.boolean().optional(),
    seconds: z.number().min(0).max(30).optional(),
  }),
  intent: args => act({ kind: 'wait', ...present(args) }),
});
