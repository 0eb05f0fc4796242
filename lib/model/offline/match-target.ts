/** Finds the element a person means by what they call it: the best first, ties in document order. No site is known to it. */

import { likeness } from './likeness.ts';
import type { SeenElement, SeenPage } from './read-observation.ts';
import type { RoleHint } from './steps.ts';

export interface Wanted {
  readonly name: string;
  readonly roles: ReadonlySet<string>;
  readonly hint?: RoleHint | undefined;
  /** The likeness that the name must have by itself, before role and state count. */
  readonly least?: number;
}

export interface Ranked {
  readonly element: SeenElement;
  readonly score: number;
}

const roles = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export const CLICKABLE = roles(
  'link button clickable tab menuitem option checkbox radio switch treeitem menuitemcheckbox menuitemradio combobox img gridcell',
);
export const FILLABLE = roles('textbox searchbox combobox spinbutton date time datetime-local month week color slider');
export const LISTS = roles('combobox listbox');
export const FIELDS: ReadonlySet<string> = new Set([...FILLABLE, ...LISTS]);
export const TICKABLE = roles('checkbox radio switch menuitemcheckbox menuitemradio option button');

const HINTED: Readonly<Record<RoleHint, ReadonlySet<string>>> = {
  link: roles('link'),
  button: roles('button clickable'),
  field: FIELDS,
  box: roles('checkbox radio switch textbox searchbox'),
  menu: roles('combobox listbox menuitem button'),
  tab: roles('tab link'),
};

export const isOfHint = (element: SeenElement, hint: RoleHint): boolean => HINTED[hint].has(element.role);
export const isDisabled = (element: SeenElement): boolean => /\bdisabled\b/.test(element.states);
export const isPassword = (element: SeenElement): boolean => /\bpassword\b/.test(element.states);

const ENOUGH = 45;

export function rankTargets(elements: readonly SeenElement[], wanted: Wanted): readonly Ranked[] {
  return elements
    .filter(element => wanted.roles.has(element.role))
    .map((element, order) => ({ element, order, score: scoreOf(element, wanted) }))
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score || a.order - b.order);
}

export const matchTargets = (elements: readonly SeenElement[], wanted: Wanted): readonly SeenElement[] =>
  rankTargets(elements, wanted).map(({ element }) => element);

const HINT_FITS = 12;
const HINT_MISSES = -15;
const DISABLED = -25;
const AROUND = -2;
/** A value never goes into a password field that was not named as one, nor a password elsewhere while there is one. */
const PASSWORD_FITS = 30;
const PASSWORD_MISSES = -60;

function scoreOf(element: SeenElement, { name, hint, least = 1 }: Wanted): number {
  const isForPassword = /\bpass(?:word|phrase|code)?\b/i.test(name);
  const own = Math.max(
    likeness(element.name, name),
    element.placeholder === undefined ? 0 : likeness(element.placeholder, name) - 5,
    isForPassword && isPassword(element) ? ENOUGH : 0,
  );
  if (own < least) return 0;
  const byPassword = isPassword(element) ? (isForPassword ? PASSWORD_FITS : PASSWORD_MISSES) : 0;
  const byRole = hint === undefined ? 0 : isOfHint(element, hint) ? HINT_FITS : HINT_MISSES;
  return own + byPassword + byRole + (isDisabled(element) ? DISABLED : 0) + (element.isAround ? AROUND : 0);
}

const NEAR_ENOUGH = 60;

/** Those that follow the text first, nearest first: the button of one product of many, the link in one row. */
export function nearestTo(page: SeenPage, ranked: readonly Ranked[], near: string): readonly Ranked[] {
  const scores = page.lines.map(line => likeness(line.text, near));
  const best = Math.max(0, ...scores);
  if (best < NEAR_ENOUGH) return ranked;
  const places = scores.flatMap((score, index) => (score === best ? [index] : []));
  const distance = ({ line }: SeenElement): number =>
    Math.min(...places.map(place => (line >= place ? line - place : (place - line) * 3 + 0.5)));
  return ranked
    .map((one, order) => ({ one, order, far: distance(one.element), own: likeness(one.element.name, near) }))
    .sort((a, b) => Number(b.own >= NEAR_ENOUGH) - Number(a.own >= NEAR_ENOUGH) || a.far - b.far || a.order - b.order)
    .map(({ one }) => one);
}

/** The names most like what was looked for, for the report. What is around the page's content comes last. */
export function nearestNames(page: SeenPage, what: string, count: number): readonly string[] {
  const seen = new Set<string>();
  return page.elements
    .filter(({ name, role }) => name !== '' && !seen.has(`${role} ${name}`) && seen.add(`${role} ${name}`))
    .map((element, order) => ({ element, order, score: likeness(element.name, what) }))
    .sort((a, b) => b.score - a.score || Number(a.element.isAround) - Number(b.element.isAround) || a.order - b.order)
    .slice(0, count)
    .map(({ element }) => `${element.role} "${element.name}"`);
}
