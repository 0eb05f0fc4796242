/** Rules for saying what a button does rather than that it is clicked: "place the order", "remove the mug", "save and continue". */

import type { Step } from '../steps.ts';
import { bare, isQuoted, type Rule } from './rule.ts';

/** On pages these are the names of buttons. Paying and booking are not among them: they are too much to be guessed. */
const ACTIONS =
  'place|apply|update|discard|withdraw|start|begin|create|cancel|finish|confirm|publish|subscribe to|unsubscribe from|resend|renew|archive|restore|undo|reset|print|share|follow|join|edit|empty|clear|continue with';
const ROW_ACTIONS = 'remove|delete|take out|throw out|edit|archive|restore';

export const buttonRules: readonly Rule[] = [
  [
    /^(?<name>(?:save|submit|send|confirm|apply|finish|continue|proceed)(?:\s+and\s+(?:continue|close|exit|proceed|submit|send|finish))?)(?:\s+again)?$/iu,
    ({ name }) => ({ kind: 'click', name: (name ?? '').toLowerCase(), role: 'button' }),
  ],
  [
    /^(?:download|save)\s+(?:the\s+|it\s+as\s+(?:an?\s+)?)?(?<what>(?!.*\b(?:to|into|in|as)\s+(?:an?|one)\s).*?(?:csv|pdf|file|spreadsheet|excel|zip|report|document|invoice|receipt|\uE000\d+\uE000))(?:\s+file)?$/iu,
    ({ what }, words) => {
      const name = words.value(what ?? '').replace(/^(?:file|it)$/iu, '');
      return { kind: 'click', name: isQuoted(what ?? '') ? name : `download ${name}`.trim(), saves: true };
    },
  ],
  [
    /^(?<name>(?:place|confirm|cancel|edit)\s+order|start\s+application|create\s+account)$/iu,
    ({ name }) => ({ kind: 'click', name: (name ?? '').toLowerCase() }),
  ],
  [/^check\s*out(?:\s+now)?$/iu, () => ({ kind: 'click', name: 'checkout' })],
  [/^download\s+it$/iu, () => ({ kind: 'click', name: 'download', saves: true })],
  [
    /^(?<verb>apply|update|discard|submit|confirm|save|cancel|delete|remove|finish|send)\s+(?:it|that|them|this)$/iu,
    ({ verb }) => ({ kind: 'click', name: (verb ?? '').toLowerCase(), role: 'button' }),
  ],
  [
    new RegExp(
      `^(?<verb>${ROW_ACTIONS})\\s+(?<what>.+?)(?:\\s+(?:from|out of|in)\\s+(?:the|my)\\s+(?:\\S+\\s+)?(?:basket|cart|bag|list|order|table|favou?rites))?$`,
      'iu',
    ),
    ({ verb, what }, words): Step | undefined => {
      const near = bare(what, words);
      const name = (verb ?? '').toLowerCase().replace(/^(?:take|throw) out$/, 'remove');
      return near === '' ? undefined : { kind: 'click', name, role: 'button', near };
    },
  ],
  [
    new RegExp(`^(?<verb>${ACTIONS})\\s+(?:the|my|an?|your|this|that|all)\\s+(?<what>.+?)$`, 'iu'),
    ({ verb, what }, words): Step | undefined => {
      if (isQuoted(what ?? '')) return { kind: 'click', name: words.value(what ?? ''), exact: true };
      const name = words.value(what ?? '');
      if (name.split(/\s+/).length > 4) return undefined;
      return { kind: 'click', name: `${(verb ?? '').toLowerCase().replace(/ (?:with|from)$/, '')} ${name}` };
    },
  ],
];
