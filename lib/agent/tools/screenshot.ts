/** Saves a picture of the page, or of an element, as an artifact for the person. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const screenshot = defineTool({
  name: 'screenshot',
  description:
    'Save a picture for the person: of the view, the whole page (fullPage) or one element (ref). Each step is pictured anyway: use it where the errand asks for one.',
  schema: z.object({ fullPage: z.boolean().optional(), ref: ref.optional() }),
  intent: args => act({ kind: 'screenshot', ...present(args) }),
});
