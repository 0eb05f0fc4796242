/** Finds the lines of the page that show a text, folded ones too. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const find = defineTool({
  name: 'find',
  description:
    'Find a text on the whole page, also in what is folded or left out: gives the lines that show it, with refs you can use at once. It changes nothing.',
  schema: z.object({ text: z.string().min(1).max(200) }),
  intent: args => act({ kind: 'find', text: args.text }),
});
