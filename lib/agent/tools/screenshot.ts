/** Saves a picture of the page as an artifact for the person. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const screenshot = defineTool({
  name: 'screenshot',
  description:
    'Save a picture of the page for the person. Each step is pictured anyway: use it where the errand asks for one, or for the full page.',
  schema: z.object({ fullPage: z.boolean().optional() }),
  intent: args => act({ kind: 'screenshot', ...present(args) }),
});
