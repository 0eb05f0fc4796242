/** The keyboard, key by key, each within its deadline: a page that opens a dialog at the third letter gets no fourth. */

import type { KeyInput, Page } from 'puppeteer-core';
import { within } from '../deadline.ts';

const KEY_MS = 4_000;

/** Has no newline: that would be Enter, which sends forms and chats. */
export async function typeText(page: Page, text: string): Promise<void> {
  for (const char of text) await typeChar(page, char);
}

/** As a key where there is one for it; else as an input method would put it in. */
async function typeChar({ keyboard }: Page, char: string): Promise<void> {
  if (!/^[ -~]$/.test(char)) return insertText({ keyboard }, char);
  const key = char as KeyInput;
  await within(KEY_MS, 'the keyboard', Promise.all([keyboard.down(key), keyboard.up(key)]));
}

/** At once, without key presses. */
export async function insertText({ keyboard }: Pick<Page, 'keyboard'>, text: string): Promise<void> {
  await within(KEY_MS, 'the keyboard', keyboard.sendCharacter(text));
}

/** The last of the keys is pressed while the others are held. */
export async function pressChord(
  { keyboard }: Pick<Page, 'keyboard'>,
  keys: readonly KeyInput[],
  commands: readonly string[] = [],
): Promise<void> {
  const last = keys.at(-1);
  if (last === undefined) return;
  const held = keys.slice(0, -1);
  try {
    for (const key of held) await within(KEY_MS, 'the keyboard', keyboard.down(key));
    await within(KEY_MS, 'the keyboard', keyboard.press(last, { commands: [...commands] }));
  } finally {
    for (const key of held.toReversed()) await keyboard.up(key).catch(() => {});
  }
}

/** With the editing command, because the chord for it differs by machine. */
export const selectAll = (page: Pick<Page, 'keyboard'>): Promise<void> =>
  pressChord(page, ['Control', 'KeyA'], ['selectAll']);
