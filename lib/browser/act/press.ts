/** Presses keys or chords such as `Control+Shift+K`, on an element or on what has the focus. */

import type { KeyInput, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { messageOf, oncePressed, within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { refuseAccessKey } from './access-key.ts';
import { guardKeys, whyNoFocus } from './guard-keys.ts';
import { insertText, pressChord } from './keyboard.ts';
import { parseKeys } from './keys.ts';

const PRESS_MS = 5_000;
const MAX_PRESSES = 20;

export async function pressKeys(page: Page, element: Found | undefined, keys: string): Promise<Refusal | undefined> {
  const chords = parseKeys(keys);
  if (chords.length === 0 || chords.length > MAX_PRESSES) return noKey(keys);
  const focus = element && (await within(PRESS_MS, 'the element', element.evaluate(takeFocus)));
  if (element !== undefined && focus === 'none')
    return whyNoFocus(element, 'The element cannot take the focus: press without it, or click it first.');
  // The consent to it was asked for the element, and not for the form in it.
  if (focus === 'form' && chords.some(activates))
    return refusal('page.not-interactable', 'A field or button inside the element has the focus: use its own ref.');
  const taken = await refuseAccessKey(page, chords);
  if (taken !== undefined) return taken;
  let isHeard = false;
  const press = (chord: readonly string[]): Promise<void> => {
    isHeard ||= activates(chord);
    return pressChord(page, chord as KeyInput[]);
  };
  try {
    for (const chord of chords) {
      const [only] = chord;
      // Letters that this keyboard lacks come as from an input method.
      if (chord.length === 1 && only !== undefined && /^[^ -~]$/u.test(only)) await insertText(page, only);
      else if (element === undefined || !activates(chord)) await press(chord);
      else {
        // A key before it, or the page, may have taken the focus to what nobody has agreed to.
        const keys = { page, element, heardBy: 'own' } as const;
        const strayed = await guardKeys(keys, () => press(chord));
        if (strayed !== undefined) return strayed;
      }
    }
    return undefined;
  } catch (error) {
    if (/Unknown key/.test(messageOf(error))) return noKey(keys);
    throw isHeard ? oncePressed(error) : error;
  }
}

const activates = (chord: readonly string[]): boolean => /^(Enter|NumpadEnter|Space)$/.test(chord.at(-1) ?? '');

const noKey = (keys: string): Refusal =>
  refusal(
    'page.not-interactable',
    `"${keys}" is not a key; keys are such as Enter, Escape, ArrowDown, a, Control+A. Text is typed with fill.`,
  );

type Focus = 'taken' | 'form' | 'none';

/** What has the focus inside the element keeps it. `form` where that is a control of a form, whose Enter is not the element's. Runs in the page. */
function takeFocus(node: Element): Focus {
  const field = node instanceof HTMLLabelElement ? (node.control ?? node) : node;
  const hasFocus = (): boolean => {
    const active = errand.focused();
    return active !== undefined && (active === field || errand.holds(node, active));
  };
  if (!hasFocus()) {
    const inner = [
      field,
      ...node.querySelectorAll('input, textarea, select, button, a[href], [tabindex], [contenteditable]'),
    ];
    for (const one of inner.slice(0, 8)) {
      if (one instanceof HTMLElement || one instanceof SVGElement) one.focus();
      if (hasFocus()) break;
    }
  }
  if (!hasFocus()) return 'none';
  const active = errand.focused();
  const isOther = active !== undefined && active !== field && 'form' in active && active.form !== null;
  return isOther ? 'form' : 'taken';
}
