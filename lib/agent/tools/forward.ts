/** Goes forward again after going back. */

import * as z from 'zod';
import { act, defineTool } from './tool.ts';

export const forward = defineTool({
  name: 'forward',
  description: 'Go forward again after back.',
  schema: z.object({}),
  intent: () => act({ kind: 'forward' }),
});
