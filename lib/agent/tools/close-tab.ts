/** Closes an open tab. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const closeTab = defineTool({
  name: 'close_tab',
  description: 'Close an open tab, by the id in the line "tabs:", such as t2.',
  schema: z.object({ tab: z.string().regex(/^t\d+$/, 'a tab id such as t2') }),
  intent: ({ tab }) => act({ kind: 'close-tab', tab }),
});
