/** Which verb of the consent an action needs. Classified by code from what the page says of the element; the model has no say. */

import type { Action, Target } from './action.ts';
import { type Risk, riskOf } from './risk.ts';
import { riskOfQuestion } from './risk-in-words.ts';
import type { Verb } from './verb.ts';

export function verbOf(action: Action): Verb {
  switch (action.kind) {
    case 'navigate':
    case 'back':
    case 'forward':
    case 'reload':
    case 'switch-tab':
    case 'close-tab':
      return 'navigate';
    case 'scroll':
    case 'wait':
    case 'hover':
    case 'screenshot':
    case 'find':
    case 'read':
    case 'expand':
    case 'look':
    case 'extract':
      return 'read';
    case 'fill':
    case 'select':
    case 'tick':
    case 'drag':
      return 'input';
    case 'upload':
      return 'upload';
    case 'answer-dialog':
      // A yes commits, whatever the page does with it. A no changes nothing.
      return action.accept ? (riskOfQuestion(action.question ?? '') ?? 'submit') : 'read';
    case 'press':
      return ACTIVATING_KEYS.test(action.keys) ? verbOfKey(action.target) : 'input';
    case 'click':
      return verbOfClick(action.target);
    default:
      return action satisfies never;
  }
}

const INPUT_ROLES = new Set([
  'checkbox',
  'radio',
  'switch',
  'textbox',
  'combobox',
  'searchbox',
  'option',
  'slider',
  'spinbutton',
]);

const FIELD_ROLES = new Set(['textbox', 'combobox', 'searchbox', 'slider', 'spinbutton']);

const ACTIVATING_KEYS = /enter|return|space|^ $|[\r\n]/i;

/** By its own words, or as the yes to what is asked around it. */
const commits = (target: Target): Risk | undefined => riskOf(target) ?? riskOfQuestion(target.asks ?? '');

/** Nobody knows what has the focus, and it may be a form's: without an element the key counts as sending. */
function verbOfKey(target: Target | undefined): Verb {
  const risk = target === undefined ? undefined : commits(target);
  return risk ?? (target === undefined || target.submits === true ? 'submit' : 'input');
}

/** Of a text field `submits` says that Enter sends its form; a click only puts the cursor there. By type, for pages choose roles. */
function verbOfClick(target: Target | undefined): Verb {
  // To put the cursor into a field sends nothing, whatever its form does.
  const isField = target !== undefined && FIELD_ROLES.has(target.role);
  const risk = target === undefined || isField ? undefined : commits(target);
  if (risk !== undefined) return risk;
  if (target?.downloads === true) return 'download';
  if (target?.submits === true && /^(submit|image)$/.test(target.inputType ?? 'submit')) return 'submit';
  if (target !== undefined && INPUT_ROLES.has(target.role)) return 'input';
  return 'navigate';
}
