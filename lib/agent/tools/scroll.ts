/** Scrolls the page or a scrollable box. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const scroll = defineTool({
  name: 'scroll',
  description:
    'Scroll the page, or a scrollable box by its ref. Needed only for pages that load more when scrolled: other elements are listed without it.',
  schema: z.object({ to: z.enum(['down', 'up', 'top', 'bottom']), ref: ref.optional() }),
  intent: args => act({ kind: 'scroll', ...present(args) }),
});
