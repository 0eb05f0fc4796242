/** Shows the model the page as a picture, with the refs drawn on it. Only offered to models that see. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const look = defineTool({
  name: 'look',
  description:
    'See the page (or one element) as a picture with the refs drawn on it: where the text does not say enough, such as charts, maps, images, layout. It changes nothing.',
  schema: z.object({ ref: ref.optional() }),
  intent: args => act({ kind: 'look', ...present(args) }),
});
