/** Proposes from the person's words: the steps it read, the sites they name, the verbs they need. Asks for a site where none is named. */

import type { ModelMessage } from '../../agent/model-client.ts';
import type { Turn } from './act.ts';
import { parse, type Reading } from './grammar/parse.ts';
import { addressesIn } from './grammar/protect.ts';
import { describeStep, type Step } from './steps.ts';

export interface Request {
  readonly text: string;
  readonly reading: Reading;
  readonly addresses: readonly string[];
}

/** The newest message that asks for something, with the address from it or from the messages around it. */
export function newestRequest(messages: readonly ModelMessage[]): Request | undefined {
  const said = messages.flatMap(message => (message.role === 'user' ? [message.text] : []));
  const index = said.findLastIndex(text => {
    const { steps } = parse(text);
    return steps.some(step => step.kind !== 'goto') || (steps.length > 0 && addressesIn(text).length > 0);
  });
  const text = said[index];
  if (text === undefined) return undefined;
  const own = addressesIn(text);
  const others = [...said.slice(index + 1), ...said.slice(0, index).toReversed()].flatMap(addressesIn);
  return { text, reading: parse(text), addresses: own.length > 0 ? own : others.slice(0, 1) };
}

export function plan(messages: readonly ModelMessage[]): Turn {
  const request = newestRequest(messages);
  const [startUrl] = request?.addresses ?? [];
  if (request === undefined || startUrl === undefined) {
    return {
      text: '',
      calls: [
        { name: 'clarify', args: { question: 'On which site? Give me its address, such as https://example.com/.' } },
      ],
    };
  }
  const steps = request.reading.steps;
  const hosts = [
    ...new Set(
      [...request.addresses, ...steps.flatMap(step => (step.kind === 'goto' ? [step.url] : []))].map(
        address => new URL(address).host,
      ),
    ),
  ];
  const turns = steps.reduce((sum, step) => sum + turnsOf(step), 1);
  return {
    text: '',
    calls: [
      {
        name: 'propose',
        args: {
          title: titleOf(request.text),
          instruction: request.text.slice(0, 4_000),
          startUrl,
          plan: steps.slice(0, 30).map(step => capital(describeStep(step)).slice(0, 300)),
          sites: hosts,
          verbs: verbsOf(steps),
          steps: turns,
          seconds: Math.max(5, turns * 3),
        },
      },
    ],
  };
}

const turnsOf = (step: Step): number => (step.kind === 'extract' ? step.pages * 2 - 1 : 1);

/** What a click does shows only on the page; a button that sends a form needs `submit`, so a click asks for it. */
function verbsOf(steps: readonly Step[]): readonly string[] {
  const kinds = new Set(steps.map(step => step.kind));
  const has = (...wanted: Step['kind'][]): boolean => wanted.some(kind => kinds.has(kind));
  return [
    'read',
    'navigate',
    ...(has('fill', 'search', 'select', 'tick', 'press', 'click') ? ['input'] : []),
    ...(has('search', 'press', 'click', 'fill') ? ['submit'] : []),
  ];
}

function titleOf(text: string): string {
  const plain = text
    .replace(/https?:\/\/(\S+?)\/?(?=[\s,]|$)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return capital(plain.length > 80 ? `${plain.slice(0, 79).trimEnd()}…` : plain);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
