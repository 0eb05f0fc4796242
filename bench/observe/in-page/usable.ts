/** All that can be used on a page, without what only hears the clicks of the controls in it. Runs in the page; touches nothing. */

import type { Kind } from './kinds.ts';

export interface Usable {
  readonly kinds: ReadonlyMap<Element, Kind>;
  /** Would be usable, and is disabled. */
  readonly off: ReadonlySet<Element>;
}

export function usableOn(root: Element): Usable {
  const kinds = new Map<Element, Kind>();
  const off = new Set<Element>();
  /** How many a person would count in it. */
  const visit = (element: Element): number => {
    let inner = 0;
    for (const child of errandBench.childrenOf(element)) inner += visit(child);
    const kind = errandBench.kindOf(element);
    if (kind === undefined) return inner;
    if (kind === 'off') {
      off.add(element);
      return inner;
    }
    const isStrong = kind === 'native' || kind === 'role' || kind === 'editable';
    const isKept = kind === 'both' || kind === 'draggable';
    if (!isStrong && ((inner > 1 && !isKept) || (kind === 'listener' && errandBench.isBackdrop(element)))) return inner;
    kinds.set(element, kind);
    if (!errandBench.couldBeSeen(element)) return inner;
    // What is in a link or a button is the link or the button.
    return kind === 'native' ? 1 : inner + 1;
  };
  visit(root);
  return { kinds, off };
}

/** A listener on half the view is the page's own: an app's root, a layer that closes a menu. A canvas is drawn on. */
export function isBackdrop(element: Element): boolean {
  if (/^(canvas|svg|img|video)$/.test(element.localName)) return false;
  const { width, height } = element.getBoundingClientRect();
  return width * height > (innerWidth * innerHeight) / 2;
}

/** What a click on this element uses: itself or what it lies in; undefined where it uses nothing. */
export function usedBy(element: Element, { kinds, off }: Usable): Element | undefined {
  let weak: Element | undefined;
  for (let up: Element | undefined = element; up !== undefined; up = errandBench.parentOf(up)) {
    if (off.has(up)) return undefined;
    const kind = kinds.get(up);
    if (kind === undefined) continue;
    if (kind === 'native') return errandBench.fieldOf(up, off);
    if (kind === 'editable') return weak ?? up;
    if (kind === 'role') {
      // A cross on a tab, a button in a tree's branch: its own, where it is but a part of it.
      const isOwn =
        weak !== undefined &&
        kinds.get(weak) !== 'pointer' &&
        kinds.get(weak) !== 'tab-stop' &&
        errandBench.areaOf(weak) < errandBench.areaOf(up) / 2;
      return isOwn ? weak : up;
    }
    weak ??= up;
  }
  return weak;
}

/** A label is its field, as long as the field is to be seen; where it is hidden the label is what is used. */
export function fieldOf(element: Element, off: ReadonlySet<Element>): Element | undefined {
  if (element.localName !== 'label') return element;
  const { control } = element as HTMLLabelElement;
  if (control === null) return element;
  if (off.has(control)) return undefined;
  return errandBench.couldBeSeen(control) ? control : element;
}

export function areaOf(element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return width * height;
}
