/** Shows the lines that an observation folded. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const expand = defineTool({
  name: 'expand',
  description: 'Show what is folded at a line such as "… [x3] 40 controls folded", with refs. It changes nothing.',
  schema: z.object({
    fold: z.string().regex(/^x\d+$/, 'a fold such as x3 from the newest page'),
    from: z.int().min(0).optional().describe('line to go on from, as the last part said'),
  }),
  intent: args => act({ kind: 'expand', ...present(args) }),
});
