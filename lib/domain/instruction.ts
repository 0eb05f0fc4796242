/** A word of the person to a run in its middle: trusted, and still within what was consented to. Widens nothing. */

import * as z from 'zod';

export const MAX_INSTRUCTION_CHARS = 2_000;
/** Of one task: each stays word for word before the model to the end. */
export const MAX_INSTRUCTIONS = 20;

export const Instruction = z.string().trim().min(1).max(MAX_INSTRUCTION_CHARS);
