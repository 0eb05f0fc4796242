/** Presses a key or a chord such as `Control+Shift+K`. */

import type { KeyInput, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { messageOf, within } from '../deadline.ts';
import type { Found } from '../realm.ts';

const PRESS_MS = 5_000;

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  control: 'Control',
  cmd: 'Meta',
  meta: 'Meta',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
  esc: 'Escape',
  escape: 'Escape',
  return: 'Enter',
  enter: 'Enter',
  del: 'Delete',
  delete: 'Delete',
  backspace: 'Backspace',
  tab: 'Tab',
  space: 'Space',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  home: 'Home',
  end: 'End',
};

export async function pressKeys(page: Page, element: Found | undefined, keys: string): Promise<Refusal | undefined> {
  if (element !== undefined) await within(PRESS_MS, 'the element', element.focus());
  const parts = keys
    .split('+')
    .map(part => part.trim())
    .filter(part => part !== '');
  const named = parts.map(part => NAMES[part.toLowerCase()] ?? part) as KeyInput[];
  const last = named.at(-1);
  if (last === undefined) return refusal('page.not-interactable', `"${keys}" names no key.`);
  const held = named.slice(0, -1);
  try {
    for (const key of held) await within(PRESS_MS, 'the keyboard', page.keyboard.down(key));
    await within(PRESS_MS, 'the keyboard', page.keyboard.press(last));
    return undefined;
  } catch (error) {
    if (/Unknown key/.test(messageOf(error)))
      return refusal(
        'page.not-interactable',
        `"${keys}" is not a key; keys are such as Enter, Escape, ArrowDown, a, Control+A.`,
      );
    throw error;
  } finally {
    for (const key of held.toReversed()) await page.keyboard.up(key).catch(() => {});
  }
}
