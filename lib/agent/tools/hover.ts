/** Points at an element without clicking, for menus and hints that open so. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const hover = defineTool({
  name: 'hover',
  description: 'Point at an element without clicking: for menus and hints that open only so.',
  schema: z.object({ ref }),
  intent: args => act({ kind: 'hover', ref: args.ref }),
});
