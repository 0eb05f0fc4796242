/** Clicks an element: link, button, checkbox, radio, tab, menu item. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const click = defineTool({
  name: 'click',
  description: 'Click an element. Also ticks and unticks checkboxes and picks radio buttons: look at (checked) first.',
  schema: z.object({ ref }),
  intent: args => act({ kind: 'click', ref: args.ref }),
});
