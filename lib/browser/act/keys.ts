/** The names of keys as people and models write them, as Chromium's keyboard knows them. Presses none. */

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  control: 'Control',
  cmd: 'Meta',
  command: 'Meta',
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
  ins: 'Insert',
  insert: 'Insert',
  backspace: 'Backspace',
  tab: 'Tab',
  space: 'Space',
  spacebar: 'Space',
  up: 'ArrowUp',
  arrowup: 'ArrowUp',
  down: 'ArrowDown',
  arrowdown: 'ArrowDown',
  left: 'ArrowLeft',
  arrowleft: 'ArrowLeft',
  right: 'ArrowRight',
  arrowright: 'ArrowRight',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  home: 'Home',
  end: 'End',
  plus: '+',
  minus: '-',
};

/** Chords in their order, each its keys: `Control+Shift+K`, `ArrowDown ArrowDown Enter`, `+`. */
export function parseKeys(keys: string): readonly (readonly string[])[] {
  if (keys === ' ') return [['Space']];
  return keys
    .trim()
    .split(/\s+/)
    .filter(chord => chord !== '')
    .map(parseChord);
}

function parseChord(chord: string): readonly string[] {
  // A plus at the end is the key itself.
  const parts = chord.endsWith('+') ? [...chord.slice(0, -1).split('+'), '+'] : chord.split('+');
  const named = parts.filter(part => part !== '').map(part => NAMES[part.toLowerCase()] ?? functionKey(part));
  // `Control+A` means the key, not the capital letter.
  const [first, ...rest] = named;
  const isShortcut = named.length > 1 && /^(Control|Alt|Meta)$/.test(first ?? '') && !rest.includes('Shift');
  return isShortcut ? named.map(part => (/^[A-Z]$/.test(part) ? part.toLowerCase() : part)) : named;
}

const functionKey = (part: string): string => (/^f\d{1,2}$/.test(part) ? part.toUpperCase() : part);
