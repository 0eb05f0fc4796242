/** Reads the whole text of an element, of the page, or of a file. */

import * as z from 'zod';
import { act, defineTool, present, ref } from './tool.ts';

export const read = defineTool({
  name: 'read',
  description:
    'Read the whole text of an element (ref), of a downloaded file (file, such as "report.pdf"), or of the page (neither), as Markdown. Long texts come in parts: go on with from. It changes nothing.',
  schema: z.object({
    ref: ref.optional(),
    file: z.string().max(200).optional(),
    from: z.int().min(0).optional().describe('character to go on from, as the last part said'),
  }),
  intent: args => act({ kind: 'read', ...present(args) }),
});
