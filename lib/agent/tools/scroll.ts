/** Scrolls the page, a scrollable box, or to an element or a text. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const scroll = defineTool({
  name: 'scroll',
  description:
    'Scroll the page, or a scrollable box by its ref; to "here" brings the element of the ref into view; text scrolls to where that text is. Needed only for pages and lists that load more when scrolled: what is merely below is listed or found without it.',
  schema: z.object({
    to: z.enum(['down', 'up', 'top', 'bottom', 'left', 'right', 'here']).optional(),
    ref: ref.optional(),
    text: z.string().max(200).optional(),
  }),
  intent: ({ to, ...args }) => act({ kind: 'scroll', to: to ?? 'down', ...present(args) }),
});
