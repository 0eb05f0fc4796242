/** Types a text into a field in place of what is there, key by key, so that pages which suggest or format as one types do so. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { clickElement } from './click.ts';
import { type Field, focusOf, type Shown, showsNow } from './field.ts';
import { guardKeys, whyNoFocus } from './guard-keys.ts';
import { insertText, pressChord, selectAll, typeText } from './keyboard.ts';

const LOOK_MS = 4_000;
/** After the last input: pages look at what was typed a moment later, and may take it back. */
const STAYS_MS = 120;
/** Longer values are inserted at once: ten thousand key presses would take half a minute. */
const TYPED_CHARS = 200;

export async function typeInto(page: Page, field: Found, about: Field, asked: string): Promise<Said> {
  const text =
    about.kind === 'editable' || about.type === 'textarea'
      ? asked.replace(/\r\n?/g, '\n')
      : asked.replace(/\s*[\r\n]+\s*/g, ' ');
  const value = about.type === 'number' ? plainNumber(text) : text;
  if (value === undefined) return refusal('page.not-interactable', `The field takes a number, not ${quote(asked)}.`);
  const target = await takeFocus(page, field);
  if ('ok' in target) return target;
  const strayed = await guardKeys({ page, element: target, heardBy: 'text' }, () =>
    replaceText(page, target, about, value),
  );
  if (strayed !== undefined) return strayed;
  if (!about.isSecret && target === field && (await isUntouched(field, about, value))) {
    await within(LOOK_MS, 'the field', field.evaluate(selectText));
    await insertText(page, value);
  }
  const opened = target === field ? '' : 'it went into the field that opened';
  return {
    changed: false,
    suggests: about.suggests && !about.isSecret && value !== '',
    after: async () => {
      await within(LOOK_MS, 'the field', target.evaluate(untilTakenBack, STAYS_MS));
      const shown = await within(LOOK_MS, 'the field', target.evaluate(showsNow, value));
      if (shown === undefined) return opened || undefined;
      const isOld = shown.value === about.value && shown.value !== '' && target === field;
      if (!about.isSecret && !shown.isAsked && isOld)
        return refusal('page.not-interactable', `The field did not take the text; it shows ${quote(shown.value)}.`);
      return [opened, noteOn(shown, about, value)].filter(part => part !== '').join('; ') || undefined;
    },
  };
}

/** Numbers as people write them: `1,234.50`, `$ 12`. */
function plainNumber(text: string): string | undefined {
  if (text.trim() === '') return '';
  const plain = text.replace(/[\s\u00a0_']|[$€£¥%]/g, '');
  const whole = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)
    ? plain.replaceAll(',', '')
    : plain.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(whole) ? whole : undefined;
}

/** By a click, as pages expect; the field that has the focus then is typed into, be it one that opened for it. */
async function takeFocus(page: Page, field: Found): Promise<Found | Refusal> {
  const before = await within(LOOK_MS, 'the field', field.evaluate(focusOf, false));
  const refused = before === 'own' ? undefined : await clickElement(page, field);
  if (refused !== undefined) return refused;
  const focus = before === 'own' ? before : await within(LOOK_MS, 'the field', field.evaluate(focusOf, true));
  switch (focus) {
    case 'own':
      return field;
    case 'other': {
      const active = await within(
        LOOK_MS,
        'the field',
        field.evaluateHandle(() => errand.focused()),
      );
      return (active.asElement() ?? field) as Found;
    }
    case 'none':
      return whyNoFocus(field, 'The field does not take the focus.');
    default:
      return focus satisfies never;
  }
}

async function replaceText(page: Page, field: Found, { kind }: Field, value: string): Promise<void> {
  const isSelected = await within(LOOK_MS, 'the field', field.evaluate(selectText));
  // An editor follows the keyboard rather than a selection that a script made.
  if (!isSelected) await selectAll(page);
  if (value === '') return pressChord(page, ['Backspace']);
  if (value.length > TYPED_CHARS && kind === 'typed') return insertText(page, value);
  for (const [index, line] of value.split('\n').entries()) {
    // Enter alone would send a chat; in a text area it is a character like any other.
    if (index > 0) await (kind === 'editable' ? pressChord(page, ['Shift', 'Enter']) : insertText(page, '\n'));
    await (line.length > TYPED_CHARS ? insertText(page, line) : typeText(page, line));
  }
}

function selectText(node: Element): boolean {
  const isInput = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
  if (isInput) node.select();
  return isInput;
}

/** Until the field holds something else, or so long after its last input. Runs in the page. */
async function untilTakenBack(node: Element, ms: number): Promise<void> {
  const before = (node as HTMLInputElement).value;
  const end = Math.max(performance.now(), errand.memory.pulse?.lastInput ?? 0) + ms;
  while (node.isConnected && (node as HTMLInputElement).value === before && performance.now() < end)
    await new Promise(resolve => setTimeout(resolve, 15));
}

/** Typing did nothing at all: the page swallows keys, and may take what an input method puts in. */
async function isUntouched(field: Found, { kind, value: before }: Field, value: string): Promise<boolean> {
  if (kind !== 'typed' || value === '' || before === value) return false;
  return within(
    LOOK_MS,
    'the field',
    field.evaluate(
      (node, text) => (node as HTMLInputElement).value === text && errand.memory.pulse?.inputs === 0,
      before,
    ),
  );
}

function noteOn(
  { value, isAsked, wrong, hasSuggestions }: Shown,
  { isSecret, maxLength }: Field,
  asked: string,
): string {
  const notes: string[] = [];
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  if (!isAsked && isSecret) notes.push('what the field holds differs from what was typed');
  else if (!isAsked && maxLength !== undefined && value === asked.slice(0, maxLength))
    notes.push(`only the first ${maxLength} characters fit`);
  else if (!isAsked && value.trim() === '') notes.push('the field is empty again');
  else if (!isAsked)
    notes.push(`it shows ${quote(value)}${bare(value) === bare(asked) ? '' : ` instead of ${quote(asked, 40)}`}`);
  if (wrong !== undefined) notes.push(`the form finds it wrong: ${quote(wrong, 120)}`);
  if (hasSuggestions) notes.push('suggestions are shown');
  return notes.join('; ');
}
