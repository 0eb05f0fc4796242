/** Goes back one page in the history of the tab. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const back = defineTool({
  name: 'back',
  description: 'Go back to the page before this one.',
  schema: z.object({}),
  intent: () => act({ kind: 'back' }),
});
