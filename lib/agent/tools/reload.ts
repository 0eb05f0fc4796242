/** Loads the page anew. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const reload = defineTool({
  name: 'reload',
  description:
    'Load the page anew. What was typed and not sent is lost; what a form brought is not loaded anew, for that would send the form again.',
  schema: z.object({}),
  intent: () => act({ kind: 'reload' }),
});
