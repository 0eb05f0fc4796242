/** Reads `tell TASK "text"` into a request. Sends nothing. */

import { parseArgs } from 'node:util';
import { idPattern } from '../domain/ids.ts';
import { MAX_INSTRUCTION_CHARS } from '../domain/instruction.ts';
import { readPlace } from './place.ts';

export interface TellRequest {
  readonly kind: 'tell';
  readonly taskId: string;
  readonly text: string;
  readonly url: string | undefined;
  readonly token: string | undefined;
}

/** Throws what `parseArgs` throws, in words for people. */
export function readTellArguments(
  argv: readonly string[],
): TellRequest | { readonly kind: 'wrong'; readonly reason: string } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { url: { type: 'string' }, token: { type: 'string' } },
  });
  const place = readPlace({ url: values.url, token: values.token });
  if (typeof place === 'string') return { kind: 'wrong', reason: place };
  const [taskId = '', ...words] = positionals;
  if (!idPattern('task').test(taskId))
    return { kind: 'wrong', reason: 'Say which task: tell tsk_… "text". Its id stands in the console and in --json.' };
  const text = words.join(' ').trim();
  if (text === '') return { kind: 'wrong', reason: 'Say what the agent is to be told, in quotes.' };
  if (text.length > MAX_INSTRUCTION_CHARS)
    return { kind: 'wrong', reason: `The text has ${text.length} characters; it can have ${MAX_INSTRUCTION_CHARS}.` };
  return { kind: 'tell', taskId, text, ...place };
}
