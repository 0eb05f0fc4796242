/** From locators back to the element, on another day and another page. Says what it is sure of and what it is not. Runs in the page. */

import type { Locator, Locators } from '../../domain/locator.ts';

export type Standing = 'same' | 'moved' | 'similar' | 'renamed' | 'elsewhere' | 'other';

export interface Judged {
  /** Which candidate found it, by its place in the list; of a renamed element the first that did. */
  readonly by: number;
  /** The candidates that found nothing, several or another element. */
  readonly disagreed: readonly number[];
  readonly now: { readonly role: string; readonly name: string };
}

export type NotLocated = 'gone' | 'hidden' | 'changed' | 'elsewhere' | 'ambiguous';

export interface Verdict {
  readonly element: Element | null;
  readonly judged?: Judged;
  readonly why?: NotLocated;
}

/** What is found, by its candidates' places, and what is wrong where none can be believed. */
export function findLocated({ hosts, seen, candidates }: Omit<Locators, 'frames'>): Verdict {
  const budget = { left: 1_000_000, end: performance.now() + 1_500 };
  const looking = { hosts, budget, roots: errand.rootsIn(100_000).roots };
  let isHidden = false;
  let isMany = false;
  const found = candidates.map(locator => {
    const { elements, cut } = errand.matchesOf(locator, looking);
    // One of those that were looked at is not one of all.
    if (cut) return undefined;
    const shown = elements.slice(0, 2_000).filter(one => errand.isShown(one));
    if (shown.length === 0 && elements.slice(0, 20).some(one => errand.standingOf(one, seen) === 'same'))
      isHidden = true;
    if (locator.nth !== undefined) return shown[locator.nth];
    isMany ||= shown.length > 1;
    return shown.length === 1 ? shown[0] : undefined;
  });
  // A place is worth less than a name, and a name less than what was put there to tell it by.
  const votes = new Map<Element, { count: number; weight: number }>();
  let whole = 0;
  for (const [at, locator] of candidates.entries()) {
    const one = found[at];
    if (one === undefined) continue;
    const weight = { identity: 3, hint: 2, place: 1 }[errand.weightOf(locator)];
    const { count, weight: before } = votes.get(one) ?? { count: 0, weight: 0 };
    votes.set(one, { count: count + 1, weight: before + weight });
    whole += weight;
  }
  const standings = new Map([...votes.keys()].map(one => [one, errand.standingOf(one, seen)] as const));
  const judge = (element: Element): Verdict => {
    const disagreed = found.flatMap((one, at) => (one === element ? [] : [at]));
    const now = { role: errand.roleOf(element), name: errand.lastingName(element) };
    return { element, judged: { by: found.indexOf(element), disagreed, now } };
  };
  const isToldApart = (element: Element): boolean =>
    candidates.some((one, at) => found[at] === element && errand.weightOf(one) === 'identity');
  // Which one it is goes before the row it is in: what a row says changes.
  for (const [one, standing] of standings)
    if ((standing === 'same' || standing === 'moved') && isToldApart(one)) return judge(one);
  for (const [at, locator] of candidates.entries()) {
    const one = found[at];
    if (one === undefined || standings.get(one) !== 'same') continue;
    if (errand.weightOf(locator) !== 'place') return judge(one);
    // A place says little by itself: another must point there too, and it must not be one of many that came since.
    const { count = 0, weight = 0 } = votes.get(one) ?? {};
    const isBacked = weight * 2 > whole && count > 1;
    const isNewInList = isMany && seen.item === undefined && errand.itemOf(one, seen.name, []) !== undefined;
    if (isBacked && !isNewInList) return judge(one);
  }
  const [most, { count = 0, weight = 0 } = {}] =
    [...votes].sort((one, other) => other[1].weight - one[1].weight)[0] ?? [];
  if (most !== undefined && weight * 2 > whole) {
    const standing = standings.get(most);
    if (standing === 'similar' && (count > 1 || isToldApart(most))) return judge(most);
    if (standing === 'renamed' && isToldApart(most)) return judge(most);
  }
  const has = (...any: Standing[]): boolean => [...standings.values()].some(standing => any.includes(standing));
  if (isHidden) return { element: null, why: 'hidden' };
  if (has('same') || isMany) return { element: null, why: 'ambiguous' };
  if (has('elsewhere', 'moved')) return { element: null, why: 'elsewhere' };
  return { element: null, why: has('similar', 'renamed') ? 'changed' : 'gone' };
}

/** Whether a locator says which one is meant whatever it is called, only where it is, or something between. */
export function weightOf(locator: Locator): 'identity' | 'place' | 'hint' {
  if (locator.by === 'xpath' || locator.nth !== undefined) return 'place';
  // Test ids with numbers count rows.
  if (locator.by === 'test-id') return locator.within === undefined && !/\d/.test(locator.value) ? 'identity' : 'hint';
  if (locator.by !== 'css') return 'hint';
  if (locator.selector.includes(':nth-')) return 'place';
  // Names of fields with numbers do so too; addresses name what they lead to.
  return /\[(?:(?:name|for)="[^"\d]*"|href="[^"]*")\]$/.test(locator.selector) ? 'identity' : 'hint';
}

/**
 * How what was found stands to what was recorded: the same in role, name and row; the same in another row; called alike; called
 * otherwise; another thing of another row; something else.
 */
export function standingOf(element: Element, seen: Locators['seen']): Standing {
  const role = errand.roleOf(element);
  const name = errand.lastingName(element);
  if (seen.item !== undefined && !errand.fitsScope(element, seen.item))
    return role === seen.role && name === seen.name ? 'moved' : 'elsewhere';
  if (role === seen.role && name === seen.name) return 'same';
  const families = [
    /^(link|button|menuitem|tab|generic|clickable)$/,
    /^(textbox|searchbox|combobox|spinbutton|date)$/,
    /^(checkbox|switch|menuitemcheckbox)$/,
  ];
  if (role !== seen.role && !families.some(family => family.test(role) && family.test(seen.role))) return 'other';
  if (name === seen.name) return 'similar';
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const before = wordsOf(seen.name);
  const after = wordsOf(name);
  if (before.join(' ') === after.join(' ')) return errand.isNumbered(element, role) ? 'renamed' : 'similar';
  const shared = before.filter(word => after.includes(word)).length;
  return shared > 0 && shared * 2 >= Math.max(before.length, after.length) ? 'similar' : 'renamed';
}

/** True where others are called the same but for the number, so that the number is the name: "Page 2", "Page 3". */
export function isNumbered(element: Element, role: string): boolean {
  const wordsOf = (text: string): string => (text.toLowerCase().match(/\p{L}+/gu) ?? []).join(' ');
  const own = wordsOf(errand.lastingName(element));
  const root = element.getRootNode() as Document | ShadowRoot;
  return [...root.querySelectorAll(errand.roleSelector(role))]
    .slice(0, 500)
    .some(other => other !== element && errand.roleOf(other) === role && wordsOf(errand.lastingName(other)) === own);
}
