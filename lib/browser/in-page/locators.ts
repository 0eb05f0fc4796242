/** Makes the locators of one element and tries each on the page before it is believed. Runs in the page; changes nothing. */

import type { Locator, Locators, Scope } from '../../domain/locator.ts';
import type { Budget, Looking } from './matches.ts';
import type { Root } from './roots.ts';

/** All that its own frame knows; the frames are the host's. Takes some 15 ms at most. */
export function locatorsOf(element: Element): Omit<Locators, 'frames'> {
  const { roots, cut } = errand.rootsIn(4_000, element);
  const { secrets, typed } = errand.typedIn(roots);
  const isSafe = (said: unknown): boolean => errand.isSilentOn(said, secrets);
  const avoid = [...secrets, ...typed];
  const role = errand.roleOf(element);
  const given = errand.lastingName(element);
  const name = isSafe(given) ? given : '';
  const hosts = errand.hostsOf(element);
  const around = errand.itemOf(element, name, secrets);
  const end = performance.now() + 100;
  const looking: Looking = { roots, hosts: hosts ?? [], budget: { left: 4_000, end } };
  const budget = { left: 4_500, end };
  const isWorth = (one: Element): boolean => one === element || errand.isShown(one);
  const tries = [
    ...errand.testIdsOf(element),
    ...errand.fieldLabelsOf(element, name),
    ...errand.wordsOf(element, { role, name }),
  ].map(locator => {
    const { elements, cut: cutHere } = errand.matchesOf(locator, looking);
    const isSure = !cut && !cutHere && elements.length <= 300;
    // A menu that is there twice, for wide and for narrow screens, is there once for a person.
    return { locator, isSure, shown: elements.slice(0, 300).filter(isWorth) };
  });
  const isAlone = tries.every(({ locator, shown }) => locator.by !== 'role' || shown.every(one => one === element));
  const item = around === undefined || (around.isOwn && isAlone) ? undefined : around.item;
  const candidates = tries.flatMap(one => errand.tried(element, one, { item, avoid, budget }) ?? []);
  // Paths count from the hosts: where one of them cannot be told, a path would lead elsewhere.
  if (hosts !== undefined) {
    const selector = errand.cssOf(element);
    if (selector !== undefined) candidates.push({ by: 'css', selector, unique: true });
    const path = errand.xpathOf(element);
    // To follow a path through a thousand siblings takes longer than to write it.
    const isTried = path !== undefined && !/\[\d{4,}\]/.test(path);
    const isIt = isTried && errand.atXpath(element.getRootNode() as Root, path) === element;
    if (path !== undefined) candidates.push({ by: 'xpath', path, unique: isIt });
  }
  const seen = { role, name, ...(item === undefined ? {} : { item }) };
  const safe = candidates.filter(isSafe);
  const order = (locator: Locator): number => {
    const isCounted = locator.by === 'css' && /:nth-/.test(locator.selector);
    const kind = ['test-id', 'role', 'label', 'text', 'css', 'xpath'].indexOf(locator.by);
    return kind + (isCounted ? 0.5 : 0) + (locator.unique ? 0 : 4.2);
  };
  safe.sort((one, other) => order(one) - order(other));
  const kept = safe.slice(0, 6);
  return {
    hosts: hosts ?? [],
    seen: isSafe(seen) ? seen : { role, name },
    candidates: kept.length > 0 ? kept : [{ by: 'role', role, name, unique: false }],
  };
}

/** CSS of the hosts from the document inwards; undefined where one has no selector of its own. */
export function hostsOf(element: Element): string[] | undefined {
  const hosts: string[] = [];
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const id = root.host.id;
    const isNamed =
      errand.isLasting(id) &&
      (root.host.getRootNode() as ShadowRoot).querySelectorAll(`#${CSS.escape(id)}`).length === 1;
    const host = isNamed ? `#${CSS.escape(id)}` : errand.cssOf(root.host);
    if (host === undefined || hosts.length >= 8) return undefined;
    hosts.unshift(host);
  }
  return hosts;
}

/** What was put there to be found by: test attributes, and ids that no framework made up. At most two. */
export function testIdsOf(element: Element): Locator[] {
  const found: Locator[] = [];
  for (const attribute of ['data-testid', 'data-test', 'data-test-id', 'data-cy', 'data-qa', 'data-pw', 'id']) {
    const value = element.getAttribute(attribute);
    if (value !== null && errand.isLasting(value, 3) && found.length < (attribute === 'id' ? 2 : 1))
      found.push({ by: 'test-id', attribute, value, unique: false });
  }
  return found;
}

export function fieldLabelsOf(element: Element, name: string): Locator[] {
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || (element as HTMLElement).isContentEditable;
  if (!isField || (element instanceof HTMLInputElement && /^(submit|button|reset|image)$/.test(element.type)))
    return [];
  const placeholder = (element.getAttribute('placeholder') ?? '').trim();
  if (name !== '' && name !== placeholder) return [{ by: 'label', from: 'label', text: name, unique: false }];
  const isUsable = placeholder !== '' && placeholder.length <= 120 && placeholder.isWellFormed();
  return isUsable ? [{ by: 'label', from: 'placeholder', text: placeholder, unique: false }] : [];
}

/** By role and name, and by the exact text where the name is that. */
export function wordsOf(element: Element, { role, name }: { role: string; name: string }): Locator[] {
  const found: Locator[] = [];
  if (role !== 'generic') found.push({ by: 'role', role, name, unique: false });
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const tag = element.localName;
  if (!isField && name !== '' && tag.length <= 60 && errand.textOf(element, 120).toWellFormed() === name)
    found.push({ by: 'text', tag, text: name, unique: false });
  return found;
}

export interface Found {
  readonly locator: Locator;
  /** What it finds by itself and a person could see, the element among it. */
  readonly shown: readonly Element[];
  /** False where there may be more of them. */
  readonly isSure: boolean;
}

export interface Trying {
  readonly item: Scope | undefined;
  readonly avoid: readonly string[];
  readonly budget: Budget;
}

/**
 * The locator with as many scopes as make it unique, the item always; with a number where nothing does. Undefined where it
 * says no more than others do.
 */
export function tried(element: Element, found: Found, { item, avoid, budget }: Trying): Locator | undefined {
  const { locator, shown, isSure } = found;
  const isAlone = shown.length === 1 && shown[0] === element;
  // A test id that is alone says all.
  if (isAlone && (item === undefined || /^(test-id|label)$/.test(locator.by))) return { ...locator, unique: isSure };
  if (locator.by === 'label' || locator.by === 'css' || locator.by === 'xpath') return isSure ? undefined : locator;
  const base: Scope[] = item === undefined ? [] : [item];
  const withScopes = (within: Scope[]): Locator => (within.length === 0 ? locator : { ...locator, within });
  if (!isSure) return withScopes(base);
  const [inner, outer] = isAlone ? [] : errand.containersOf(element, avoid);
  const above = isAlone ? undefined : errand.headingOf(element);
  const isTold = above !== undefined && !avoid.some(value => above.includes(value));
  const heading: Scope[] = isTold ? [{ role: 'heading', name: above }] : [];
  const tries: Scope[][] = [
    base,
    ...(inner === undefined ? [] : [[...base, inner]]),
    ...(heading.length === 0 ? [] : [[...base, ...heading]]),
    ...(outer === undefined ? [] : [[...base, outer]]),
    ...(inner === undefined || heading.length === 0 ? [] : [[...base, inner, ...heading]]),
  ];
  let left = shown;
  let best: Scope[] = [];
  for (const scopes of tries) {
    const fitting: Element[] = [];
    for (const one of shown) {
      budget.left -= 15;
      if (budget.left < 0 || performance.now() > budget.end) return withScopes(base);
      if (scopes.every(scope => errand.fitsScope(one, scope))) fitting.push(one);
    }
    if (!fitting.includes(element)) continue;
    if (fitting.length === 1) return { ...withScopes(scopes), unique: true };
    if (fitting.length < left.length || (scopes === base && base.length > 0)) {
      left = fitting;
      best = scopes;
    }
  }
  return locator.by === 'role' ? { ...withScopes(best), nth: left.indexOf(element) } : undefined;
}
