/** Clicks an element: link, button, tab, menu item, row. */

import * as z from 'zod';
import { Modifier } from '../../domain/action.ts';
import { act, defineTool, present, ref } from './tool.ts';

export const click = defineTool({
  name: 'click',
  description:
    'Click an element. For a checkbox or radio prefer tick. button, count and modifiers only where the page needs them: "right" for a context menu, count 2 for a double click, ["Control"] to add to a selection.',
  schema: z.object({
    ref,
    button: z.enum(['left', 'middle', 'right']).optional(),
    count: z.union([z.literal(1), z.literal(2)]).optional(),
    modifiers: z.array(Modifier).max(4).optional(),
    at: z.object({ x: z.number(), y: z.number() }).optional().describe('pixels from its top left, for a canvas or map'),
  }),
  intent: args => act({ kind: 'click', ...present(args) }),
});
