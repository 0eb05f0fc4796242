/** From a key that was pressed to what goes to the page: a named key, a shortcut, or nothing where it is text. Pure. */

import type { Input, Key, Modifier } from './inputs.ts';

/** Keys that do something rather than write. Escape is not here: it leaves the picture. */
const NAMED = [
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Insert',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const satisfies readonly Key[];
/** What goes with Control. */
const LETTERS: readonly Key[] = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** `leave`: the picture. `text`: the letters come by themselves, with accents and suggestions done. `own`: the browser's. */
export type KeyMeaning = 'leave' | 'text' | 'own' | Input;

export function meaningOf(pressed: PressedKey): KeyMeaning {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = pressed;
  if (key === 'Escape') return 'leave';
  // Pasting reads the person's clipboard, which only their own browser has: it comes as text.
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'v') return 'own';
  const named = NAMED.find(known => known === key);
  if (named === undefined) {
    const letter = LETTERS.find(known => known === key.toLowerCase());
    const isShortcut = (ctrlKey || metaKey) && !altKey && letter !== undefined;
    return isShortcut ? shortcut(letter, shiftKey) : 'text';
  }
  const held: readonly (readonly [boolean, Modifier])[] = [
    [shiftKey, 'Shift'],
    [ctrlKey, 'Control'],
    [altKey, 'Alt'],
    [metaKey, 'Meta'],
  ];
  const modifiers = held.flatMap(([isHeld, modifier]) => (isHeld ? [modifier] : []));
  return { kind: 'key', key: named, ...(modifiers.length > 0 && { modifiers }) };
}

/** The page's browser runs on Linux: what is Command here is Control there. */
const shortcut = (key: Key, shiftKey: boolean): Input => ({
  kind: 'key',
  key,
  modifiers: shiftKey ? ['Control', 'Shift'] : ['Control'],
});
