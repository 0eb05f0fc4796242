/** Proposes from the person's words: the steps it read, the sites they name, the verbs they need. Asks for a site where none is named. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { describeStep } from './describe-step.ts';
import { addressesIn } from './grammar/protect.ts';
import { newestRequest } from './request.ts';
import type { Step } from './steps.ts';
import type { Turn } from './turn.ts';

const MAX_PLAN = 30;
const MAX_LINE = 300;
const MAX_INSTRUCTION = 4_000;
const SECONDS_A_TURN = 3;

const WHICH_SITE = 'Which site? Give me its address, such as https://example.com/.';

export function plan(messages: readonly ModelMessage[]): Turn {
  const request = newestRequest(messages);
  if (request === undefined || request.startUrl === undefined) return clarify(WHICH_SITE);
  const { text, reading, startUrl } = request;
  if (reading.unread[0] !== undefined)
    return clarify(`What should I do on ${startUrl}? I do not understand "${reading.unread[0].slice(0, 120)}".`);
  if (text.length > MAX_INSTRUCTION)
    return clarify(`That is longer than I can take (${MAX_INSTRUCTION} characters). Can you say it shorter?`);
  const steps: readonly Step[] = reading.steps.length > 0 ? reading.steps : [{ kind: 'goto', url: startUrl }];
  const turns = steps.reduce((sum, step) => sum + turnsOf(step), 1);
  const lines = steps.map(step => capital(describeStep(step)).slice(0, MAX_LINE));
  return {
    text: '',
    calls: [
      {
        name: 'propose',
        args: {
          title: titleOf(text),
          instruction: text,
          startUrl,
          plan:
            lines.length > MAX_PLAN
              ? [...lines.slice(0, MAX_PLAN - 1), `… and ${lines.length - MAX_PLAN + 1} more steps`]
              : lines,
          sites: sitesOf([
            startUrl,
            ...addressesIn(text),
            ...steps.flatMap(step => (step.kind === 'goto' ? [step.url] : [])),
          ]),
          verbs: verbsOf(steps),
          steps: turns,
          seconds: Math.max(5, turns * SECONDS_A_TURN),
        },
      },
    ],
  };
}

const clarify = (question: string): Turn => ({ text: '', calls: [{ name: 'clarify', args: { question } }] });

const sitesOf = (addresses: readonly string[]): readonly string[] => [
  ...new Set(addresses.map(address => new URL(address).host)),
];

/** Lists that grow by scrolling, and lists of which all pages are read: nobody knows how long they are. */
const LONG = 12;

function turnsOf(step: Step): number {
  if (step.kind === 'extract') return step.pages * 2 - 1;
  if (step.kind === 'pick' || (step.kind === 'scroll' && step.until !== undefined)) return LONG;
  return step.kind === 'refrain' || step.kind === 'compare' || step.kind === 'count' ? 0 : 1;
}

/** What a click does shows only on the page, and a button that sends a form needs `submit`; so a click asks for it. */
function verbsOf(steps: readonly Step[]): readonly string[] {
  const kinds = new Set(steps.map(step => step.kind));
  const has = (...wanted: readonly Step['kind'][]): boolean => wanted.some(kind => kinds.has(kind));
  const isLogin = steps.some(
    step =>
      (step.kind === 'fill' && /^pass(?:word|phrase)\b/i.test(step.field)) ||
      (step.kind === 'set' && /\bpass(?:word|phrase)\b/i.test(step.phrase)),
  );
  return [
    'read',
    'navigate',
    ...(has('fill', 'set', 'search', 'select', 'tick', 'press', 'click') || asksAbout(steps) ? ['input'] : []),
    ...(has('search', 'press', 'click', 'dismiss', 'select', 'answer-dialog', 'tick') ||
    asksAbout(steps) ||
    steps.some(isSending)
      ? ['submit']
      : []),
    ...(isLogin ? ['login'] : []),
    ...(steps.some(step => step.kind === 'click' && step.saves === true) ? ['download'] : []),
  ];
}

/** What is asked about may have to be searched for first. */
const asksAbout = (steps: readonly Step[]): boolean =>
  steps.some(step => step.kind === 'answer' && step.about !== undefined);

const isSending = (step: Step): boolean => step.kind === 'fill' && step.submit === true;

const MAX_TITLE = 80;

function titleOf(text: string): string {
  const plain = text
    .replace(/https?:\/\/(\S+?)\/?(?=[\s,]|$)/g, '$1')
    .replace(/(\bpass(?:word)?\s+)\S+/giu, '$1…')
    .replace(/\s+/g, ' ')
    .trim();
  return capital(plain.length > MAX_TITLE ? `${plain.slice(0, MAX_TITLE - 1).trimEnd()}…` : plain);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
