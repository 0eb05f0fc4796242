/** A step in one line, for the plan that a person agrees to and for the reasoning. The value for a password field is not in it. */

import { wayInWords } from './grammar/quantities.ts';
import { ALL_PAGES, type Step, type StepOf } from './steps.ts';

const SECRET = /pass(?:word|code|phrase)?\b|\bsecret|\bpin\b|\bcvv\b|card number/i;

export function describeStep(step: Step): string {
  const only = 'only' in step ? step.only : undefined;
  const condition =
    only === undefined
      ? ''
      : only.also === true
        ? ' if so'
        : ` if ${only.seen === '' ? 'it is there' : `"${only.seen}" is there`}`;
  return `${describe(step)}${condition}`;
}

function describe(step: Step): string {
  switch (step.kind) {
    case 'goto':
      return `go to ${step.url}`;
    case 'back':
      return 'go back';
    case 'forward':
      return 'go forward';
    case 'reload':
      return 'load the page anew';
    case 'close-tab':
      return 'close the tab';
    case 'tab':
      return `go to the ${/^(?:first|last|other)$/.test(step.which) ? step.which : `"${step.which}"`} tab`;
    case 'search':
      return `search for "${step.query}"`;
    case 'click':
      return describeClick(step);
    case 'hover':
      return `point at "${step.name}"`;
    case 'dismiss':
      return `${step.choice} the ${step.what}`;
    case 'fill':
      return `type ${describeValue(step)} into "${step.field}"${step.submit === true ? ' and send it' : ''}`;
    case 'set':
      return `set ${SECRET.test(step.phrase) ? 'the values' : step.phrase}`;
    case 'select':
      return `choose "${step.option}"${step.field === '' ? '' : ` in "${step.field}"`}`;
    case 'tick':
      return `${step.on ? 'tick' : 'untick'} "${step.name}"`;
    case 'press':
      return `press ${step.keys}`;
    case 'scroll':
      return describeScroll(step);
    case 'wait':
      return describeWait(step);
    case 'answer-dialog':
      return `say ${step.accept ? 'yes' : 'no'} to what the page asks${step.text === undefined ? '' : `, with "${step.text}"`}`;
    case 'extract':
      return `read ${step.instruction}${step.pages > 1 ? ` on ${step.pages >= ALL_PAGES ? 'all' : step.pages} pages` : ''}`;
    case 'answer':
      return `find out ${step.question}`;
    case 'count':
      return `count ${step.what}`;
    case 'pick':
      return `pick the one with ${wayInWords(step.of)} of ${step.what}`;
    case 'compare':
      return `compare the ${step.of.by} of ${step.things.map(thing => `"${thing}"`).join(' and ')}`;
    case 'refrain':
      return /^\p{L}+ing\b/iu.test(step.from) ? `avoid ${step.from}` : `do not ${step.from}`;
    case 'screenshot':
      return step.fullPage ? 'take a screenshot of the whole page' : 'take a screenshot';
    case 'ask':
      return `ask you "${step.question}"`;
    default:
      return step satisfies never;
  }
}

const ORDINALS: Readonly<Record<number, string>> = { [-1]: 'last', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' };

function describeClick({ name, role, nth, near, it, inNewTab, saves }: StepOf<'click'>): string {
  if (it === 'picked') return 'open the one that was picked';
  const order = nth === undefined ? '' : nth === 1 ? 'first ' : `${ORDINALS[nth] ?? `${nth}th`} `;
  const what = role === undefined && order === '' ? '' : `the ${order}${role ?? ''} `.replace(/ +$/, ' ');
  const target = `${what}${name === '' ? '' : `"${name}"`}${near === undefined ? '' : ` for "${near}"`}`.trim();
  return `click ${target}${inNewTab === true ? ' in a new tab' : ''}${saves === true ? ' and keep the file' : ''}`;
}

function describeValue({ field, value }: StepOf<'fill'>): string {
  if (value.from === 'answer') return 'your answer';
  return SECRET.test(field) ? 'the value' : `"${value.text}"`;
}

function describeScroll({ to, text, until }: StepOf<'scroll'>): string {
  if (until !== undefined) return `scroll down until "${until}" is there`;
  if (text !== undefined) return `scroll to "${text}"`;
  return `scroll ${to === 'top' || to === 'bottom' ? `to the ${to}` : to}`;
}

function describeWait({ text, gone, seconds }: StepOf<'wait'>): string {
  if (text !== undefined) return `wait for "${text}"`;
  return gone === undefined ? `wait ${seconds ?? 1} s` : `wait until "${gone}" is gone`;
}
