/** Reads data off the whole page, below the fold too, into a named dataset. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const extract = defineTool({
  name: 'extract',
  description:
    'Read data off the whole page (also what is folded or below the fold) into a dataset that becomes a CSV and JSON file. Use the same name on each page to collect into one dataset. It changes nothing.',
  schema: z.object({
    instruction: z
      .string()
      .min(1)
      .max(2_000)
      .describe('what to read and which columns, such as "name and price of each kettle"'),
    name: z.string().max(60).optional().describe('dataset, such as "kettles"; the same name adds rows'),
    schema: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('JSON Schema of ONE row, an object; leave out to let the columns follow the page'),
    file: z.string().max(200).optional().describe('a downloaded file to read instead of the page'),
  }),
  intent: args => act({ kind: 'extract', ...present(args) }),
});
