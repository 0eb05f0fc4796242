/** Makes the locators of one element and tries each on the page before it is believed. Runs in the page; changes nothing. */

import type { Locator, Locators, Scope } from '../../domain/locator.ts';
import type { Looking } from './matches.ts';

/** All that its own frame knows; the frames are the host's. Takes some 15 ms at most. */
export function locatorsOf(element: Element): Omit<Locators, 'frames'> {
  const start = performance.now();
  const { roots, cut } = errand.rootsIn(start + 5);
  const { secrets, typed } = errand.typedIn(roots);
  const isSafe = (said: unknown): boolean => {
    const text = JSON.stringify(said);
    return !secrets.some(secret => text.includes(JSON.stringify(secret).slice(1, -1)));
  };
  const avoid = [...secrets, ...typed];
  const role = errand.roleOf(element);
  const given = errand.lastingName(element);
  const name = isSafe(given) ? given : '';
  const hosts = errand.hostsOf(element);
  const item = errand.itemOf(element, name, avoid);
  const looking: Looking = { roots, hosts: hosts ?? [], end: start + 14 };
  const candidates = [
    ...errand.testIdsOf(element),
    ...errand.fieldLabelsOf(element, given),
    ...errand.wordsOf(element, { role, name }),
  ].flatMap(locator => errand.tried(element, locator, { looking, cut, item, avoid }) ?? []);
  // Paths count from the hosts: where one of them cannot be told, a path would lead elsewhere.
  if (hosts !== undefined) {
    const selector = errand.cssOf(element, start + 16);
    if (selector !== undefined) candidates.push({ by: 'css', selector, unique: true });
    const path = errand.xpathOf(element);
    if (path !== undefined) candidates.push({ by: 'xpath', path, unique: true });
  }
  const seen = { role, name, ...(item === undefined ? {} : { item }) };
  const safe = candidates.filter(isSafe).map(locator => errand.checked(element, locator, looking));
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
    const host = isNamed ? `#${CSS.escape(id)}` : errand.cssOf(root.host, performance.now() + 3);
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

export interface Trying {
  readonly looking: Looking;
  /** True where not all roots were found. */
  readonly cut: boolean;
  readonly item: Scope | undefined;
  readonly avoid: readonly string[];
}

/**
 * The locator with as many scopes as make it unique, the item always; with a number where nothing does. Undefined where it
 * says no more than others do.
 */
export function tried(element: Element, locator: Locator, { looking, cut, item, avoid }: Trying): Locator | undefined {
  const all = errand.matchesOf(locator, looking);
  // A menu that is there twice, for wide and for narrow screens, is there once for a person.
  const shown = all.elements.slice(0, 2_000).filter(one => one === element || errand.isShown(one));
  const isSure = !cut && !all.cut && all.elements.length <= 2_000;
  const isAlone = shown.length === 1 && shown[0] === element;
  if (locator.by === 'label' || locator.by === 'css' || locator.by === 'xpath') {
    if (isAlone || !isSure) return { ...locator, unique: isAlone && isSure };
    return undefined;
  }
  // A test id that is alone says all.
  if (isAlone && (item === undefined || locator.by === 'test-id')) return { ...locator, unique: isSure };
  const base: Scope[] = item === undefined ? [] : [item];
  const [inner, outer] = isAlone || !isSure ? [] : errand.containersOf(element, avoid);
  const heading = isAlone || !isSure ? undefined : errand.headingOf(element);
  const isTold = heading !== undefined && !avoid.some(value => heading.includes(value));
  const under: Scope[] = isTold ? [{ role: 'heading', name: heading }] : [];
  const tries: Scope[][] = [
    base,
    ...(inner === undefined ? [] : [[...base, inner]]),
    ...(under.length === 0 ? [] : [[...base, ...under]]),
    ...(outer === undefined ? [] : [[...base, outer]]),
    ...(inner === undefined || under.length === 0 ? [] : [[...base, inner, ...under]]),
  ];
  const withScopes = (within: Scope[]): Locator => (within.length === 0 ? { ...locator } : { ...locator, within });
  let left = shown;
  let best = base;
  for (const scopes of tries) {
    if (performance.now() > looking.end) return { ...withScopes(base), unique: false };
    const fitting = shown.filter(one => scopes.every(scope => errand.fitsScope(one, scope)));
    if (!fitting.includes(element)) continue;
    if (fitting.length === 1) return { ...withScopes(scopes), unique: isSure };
    if (fitting.length < left.length) {
      left = fitting;
      best = scopes;
    }
  }
  if (locator.by !== 'role' || !isSure) return isSure ? undefined : { ...withScopes(base), unique: false };
  return { ...withScopes(best), unique: false, nth: left.indexOf(element) };
}

/** Resolves it as a replay would. One that leads elsewhere after all is kept as not unique. */
export function checked(element: Element, locator: Locator, looking: Looking): Locator {
  if (!locator.unique || (locator.by !== 'css' && locator.by !== 'xpath')) return locator;
  const { elements } = errand.matchesOf(locator, looking);
  return elements.length === 1 && elements[0] === element ? locator : { ...locator, unique: false };
}
