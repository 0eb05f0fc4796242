/** Drags an element onto another, or by a distance. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const drag = defineTool({
  name: 'drag',
  description:
    'Drag an element and drop it: on another element (to), or moved by so many pixels (by), such as the handle of a slider. Give one of the two.',
  schema: z
    .object({ ref, to: ref.optional(), by: z.object({ x: z.number(), y: z.number() }).optional() })
    .refine(({ to, by }) => (to === undefined) !== (by === undefined), 'exactly one of "to" and "by"'),
  intent: args => act({ kind: 'drag', ...present(args) }),
});
