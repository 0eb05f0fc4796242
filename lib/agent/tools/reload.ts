/** Loads the page anew. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const reload = defineTool({
  name: 'reload',
  description: 'Load the page anew. What was typed and not sent is lost.',
  schema: z.object({}),
  intent: () => act({ kind: 'reload' }),
});
