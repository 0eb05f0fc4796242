/** Presses a key or a chord, on an element or on what has the focus. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const press = defineTool({
  name: 'press',
  description:
    'Press a key or chord such as Enter, Escape, Tab, ArrowDown or Control+A, on an element or on what has the focus.',
  schema: z.object({ keys: z.string().min(1).max(60), ref: ref.optional() }),
  intent: args => act({ kind: 'press', ...present(args) }),
});
