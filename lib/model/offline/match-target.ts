/** Finds the element a person means by what they call it. The best first; pure scoring, no site known. */

import type { SeenElement } from './read-observation.ts';
import type { RoleHint } from './steps.ts';

export interface Wanted {
  readonly name: string;
  readonly roles: ReadonlySet<string>;
  readonly hint?: RoleHint | undefined;
}

export const CLICKABLE = new Set([
  'link',
  'button',
  'clickable',
  'tab',
  'menuitem',
  'option',
  'checkbox',
  'radio',
  'switch',
  'treeitem',
  'menuitemcheckbox',
  'menuitemradio',
  'combobox',
  'img',
  'gridcell',
]);
export const FILLABLE = new Set([
  'textbox',
  'searchbox',
  'combobox',
  'spinbutton',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
  'color',
  'slider',
]);
export const CHOOSABLE = new Set(['combobox', 'listbox', 'radio', 'button']);
export const TICKABLE = new Set(['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'button']);

const HINTED: Readonly<Record<RoleHint, ReadonlySet<string>>> = {
  link: new Set(['link']),
  button: new Set(['button', 'clickable']),
  field: new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  box: new Set(['checkbox', 'radio', 'switch', 'textbox']),
  menu: new Set(['combobox', 'listbox', 'menuitem', 'button']),
  tab: new Set(['tab', 'link']),
};

/** Words that mean the same on many pages. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['next', 'next page', '›', '»', '→', '>', 'older', 'load more', 'show more'],
  ['previous', 'prev', 'previous page', '‹', '«', '←', '<', 'newer'],
  ['sign in', 'log in', 'login', 'signin', 'sign on'],
  ['sign out', 'log out', 'logout'],
  ['basket', 'cart', 'bag'],
  ['submit', 'send', 'save', 'apply', 'continue'],
  ['username', 'user name', 'user', 'login', 'user id', 'email'],
  ['email', 'e-mail', 'email address', 'e-mail address'],
  ['phone', 'telephone', 'telephone number', 'phone number', 'mobile'],
  ['add to basket', 'add to cart', 'add to bag'],
];

const ENOUGH = 45;

export function matchTargets(elements: readonly SeenElement[], wanted: Wanted): readonly SeenElement[] {
  return elements
    .filter(element => wanted.roles.has(element.role))
    .map((element, order) => ({ element, order, score: scoreOf(element, wanted) }))
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ element }) => element);
}

function scoreOf(element: SeenElement, { name, hint }: Wanted): number {
  const own = Math.max(
    likeness(element.name, name),
    element.placeholder === undefined ? 0 : likeness(element.placeholder, name) - 5,
  );
  if (own === 0) return 0;
  const byRole = hint === undefined ? 0 : HINTED[hint].has(element.role) ? 12 : -15;
  const byState = (/\bdisabled\b/.test(element.states) ? -25 : 0) + (element.isAround ? -2 : 0);
  return own + byRole + byState;
}

/** 0 to 100: how much what the page says is what the person said. */
export function likeness(onPage: string, said: string): number {
  const page = plain(onPage);
  const words = plain(said);
  if (words === '' || page === '')
    return onPage.trim() === said.trim() && said.trim() !== '' ? 100 : symbolLikeness(onPage, said);
  if (page === words) return 100;
  if (synonymsOf(words).has(page)) return 92;
  if (page.startsWith(`${words} `)) return 84;
  if (` ${page} `.includes(` ${words} `)) return 76;
  const wanted = words.split(' ').filter(word => !FILLER.has(word));
  const there = page.split(' ');
  const hits = wanted.filter(word => there.some(other => other === word || stem(other) === stem(word))).length;
  if (wanted.length === 0 || hits === 0) return words.length > 3 && page.includes(words) ? 55 : 0;
  return hits === wanted.length ? 68 : Math.round((hits / wanted.length) * 56);
}

function symbolLikeness(onPage: string, said: string): number {
  return synonymsOf(plain(said)).has(onPage.trim()) ? 80 : 0;
}

function synonymsOf(words: string): ReadonlySet<string> {
  return new Set(SYNONYMS.filter(group => group.includes(words)).flat());
}

const FILLER = new Set(['the', 'a', 'an', 'of', 'to', 'for', 'in', 'on', 'my', 'your', 'all', 'please']);

const stem = (word: string): string => word.replace(/(?:ies|y)$/, 'i').replace(/(?:es|s)$/, '');

export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
