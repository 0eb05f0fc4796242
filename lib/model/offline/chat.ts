/** The offline model in conversation: hands over what it can read, and says with examples what it cannot. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { parse } from './grammar/parse.ts';
import { completes, personsWords } from './request.ts';
import type { Turn } from './turn.ts';

const examples: readonly string[] = [
  'Go to https://example.com/, search for kettle and list the name and price of all kettles as a table',
  'Open https://example.com/rivers and extract the table of rivers on the first 3 pages',
  'Go to https://example.com/login, type Ann into "Username", tick "Remember me", click "Sign in", then take a screenshot',
];

const UNDERSTOOD =
  'go to, search for, click, add … to the basket, type … into …, choose … in …, tick, press, scroll, wait for, accept the cookies, read / extract / list … (as a table, on the first 3 pages), what is …, take a screenshot, ask me for …, then …';

export function chat(messages: readonly ModelMessage[]): Turn {
  const said = personsWords(messages);
  const text = said.at(-1) ?? '';
  if (isSmallTalk(text)) return { text: `Hello. ${whatIDo()}`, calls: [] };
  const { steps, unread } = parse(text);
  const isReadable = steps.length > 0 && unread.length === 0;
  if (isReadable || completes(text)) return { text: '', calls: [{ name: 'plan_errand', args: {} }] };
  return { text: `${whatWasUnclear(unread, steps.length)}${whatIDo()}`, calls: [] };
}

const isSmallTalk = (text: string): boolean =>
  /^\W*(?:hi|hello|hey|good (?:morning|day|evening)|thanks?|thank you|help|what can you do|who are you|what are you|how are you|how does (?:this|it) work)\b[^.,;]{0,40}$/iu.test(
    text,
  );

const MAX_QUOTE = 120;

function whatWasUnclear(unread: readonly string[], understood: number): string {
  const [part] = unread;
  if (part === undefined) return '';
  const quote = part.length > MAX_QUOTE ? `${part.slice(0, MAX_QUOTE)}…` : part;
  return `I did not understand "${quote}"${understood > 0 ? ', so I propose nothing yet' : ''}. `;
}

function whatIDo(): string {
  return [
    `I am the built-in offline model: I follow plain steps and do not reason. I understand ${UNDERSTOOD}. For example:`,
    ...examples.map(example => `• ${example}`),
    'Quote names that are exact, such as click "Save and continue".',
  ].join('\n');
}
