/** Gives files that the task has to a file field. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const upload = defineTool({
  name: 'upload',
  description:
    'Give files to a file field, or to the button or drop zone that takes them. Files by name: downloads of this errand, and data it extracted, such as "rivers.csv".',
  schema: z.object({ ref, files: z.array(z.string().min(1).max(200)).min(1).max(10) }),
  intent: args => act({ kind: 'upload', ref: args.ref, files: args.files }),
});
