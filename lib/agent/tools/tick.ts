/** Brings a checkbox, radio or switch into a state. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const tick = defineTool({
  name: 'tick',
  description:
    'Tick (on: true) or untick (on: false) a checkbox, radio or switch. Does nothing where it is so already.',
  schema: z.object({ ref, on: z.boolean() }),
  intent: args => act({ kind: 'tick', ref: args.ref, on: args.on }),
});
