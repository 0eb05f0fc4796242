/** Types a value into a field, replacing what is there; optionally sends the form with Enter. */

import * as z from 'zod';
import { act, defineTool, ref } from './tool.ts';

export const fill = defineTool({
  name: 'fill',
  description:
    'Replace the value of a text field, text area, date field, slider or editable box. Dates as YYYY-MM-DD. With submit, Enter is pressed after it. Fill several fields with several calls in one turn.',
  schema: z.object({
    ref,
    value: z.string().max(10_000),
    submit: z.boolean().optional().describe('press Enter afterwards, such as in a search box'),
  }),
  intent: args => {
    const filled = { kind: 'fill', ref: args.ref, value: args.value } as const;
    return args.submit === true ? act(filled, { kind: 'press', keys: 'Enter', ref: args.ref }) : act(filled);
  },
});
