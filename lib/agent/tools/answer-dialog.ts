/** Answers a dialog of the page that waits. */

import * as z from 'zod';
import { act, defineTool, present } from './tool.ts';

export const answerDialog = defineTool({
  name: 'answer_dialog',
  description:
    'Answer the confirm or prompt dialog that waits (line "dialog"): accept true for OK, false for Cancel; text for a prompt. Nothing else can be done before.',
  schema: z.object({ accept: z.boolean(), text: z.string().max(1_000).optional() }),
  intent: args => act({ kind: 'answer-dialog', ...present(args) }),
});
