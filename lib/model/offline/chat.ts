/** The offline model in conversation: hands over what it can read, and says with examples what it cannot. */

import type { ModelMessage } from '../../agent/model-client.ts';
import type { Turn } from './act.ts';
import { parse } from './grammar/parse.ts';
import { addressesIn } from './grammar/protect.ts';

export const examples: readonly string[] = [
  'Go to https://example.com/, search for kettle and list the name and price of all kettles as a table',
  'Open https://example.com/rivers and extract the table of rivers on the first 3 pages',
  'Go to https://example.com/login, type Ann into "Username", tick "Remember me", click "Sign in", then take a screenshot',
];

const VERBS_UNDERSTOOD =
  'go to, search for, click, type … into …, choose … in …, tick, press, scroll, wait for, read / extract / list … (as a table), take a screenshot, then …';

export function chat(messages: readonly ModelMessage[]): Turn {
  const text = messages.findLast(message => message.role === 'user')?.text ?? '';
  const { steps, unread } = parse(text);
  const isAddressAlone = steps.length === 0 && addressesIn(text).length > 0;
  if (isAddressAlone || (steps.length > 0 && unread.length === 0))
    return { text: '', calls: [{ name: 'plan_errand', args: {} }] };
  return { text: explain(unread, steps.length), calls: [] };
}

function explain(unread: readonly string[], understood: number): string {
  const what =
    unread[0] === undefined
      ? ''
      : `I did not understand "${unread[0].slice(0, 120)}"${understood > 0 ? ', so I propose nothing yet' : ''}. `;
  return `${what}I am the built-in offline model: I follow plain steps and do not reason. I understand ${VERBS_UNDERSTOOD}. For example:\n${examples.map(example => `• ${example}`).join('\n')}\nQuote names that are exact, such as click "Save and continue".`;
}
