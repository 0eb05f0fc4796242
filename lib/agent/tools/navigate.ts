/** Opens an address in the current tab. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const navigate = defineTool({
  name: 'navigate',
  description:
    'Open an address in the current tab. Only the consented sites can be opened. Prefer links and forms of the page where there are any.',
  schema: z.object({ url: z.string().max(2_000).describe('absolute http(s) address') }),
  intent: ({ url }) => act({ kind: 'navigate', url }),
});
