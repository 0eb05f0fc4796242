/** Chooses options of a select, combobox or listbox by their labels. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const select = defineTool({
  name: 'select',
  description:
    'Choose one or more options of a select, combobox or listbox by the labels shown after "options:", or of its `option` lines.',
  schema: z.object({ ref, options: z.array(z.string()).min(1).max(50) }),
  intent: args => act({ kind: 'select', ref: args.ref, options: args.options }),
});
