/** Whether a ref offers a usable element: it is the element, its label, what it alone lies in, or what alone lies in it. Runs in the page. */

export type Match = 'same' | 'label' | 'around' | 'inside';

export interface Matched {
  readonly ref: string;
  readonly how: Match;
}

export function matchOf(
  element: Element,
  refs: ReadonlyMap<Element, string>,
  truth: ReadonlySet<Element>,
): Matched | undefined {
  const same = refs.get(element);
  if (same !== undefined) return { ref: same, how: 'same' };
  for (const other of errandBench.partnersOf(element)) {
    const ref = refs.get(other);
    if (ref !== undefined) return { ref, how: 'label' };
  }
  const inner = errandBench.within(element, truth);
  for (let up = errandBench.parentOf(element); up !== undefined; up = errandBench.parentOf(up)) {
    const ref = refs.get(up);
    const isUsable = truth.has(up);
    // A ref on a plain container offers none of the controls in it.
    if (ref !== undefined && isUsable && errandBench.within(up, truth) - inner <= 1) return { ref, how: 'around' };
    if (isUsable) break;
  }
  if (inner > 1) return undefined;
  const ref = errandBench.refInside(element, refs, inner === 0 ? undefined : truth);
  return ref === undefined ? undefined : { ref, how: 'inside' };
}

/** The first ref in it; only of these elements, where they are given. */
export function refInside(
  element: Element,
  refs: ReadonlyMap<Element, string>,
  only: ReadonlySet<Element> | undefined,
): string | undefined {
  for (const child of errandBench.childrenOf(element)) {
    const ref = only === undefined || only.has(child) ? refs.get(child) : undefined;
    const found = ref ?? errandBench.refInside(child, refs, only);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The labels of a field, the field of a label. */
export function partnersOf(element: Element): Element[] {
  if (element.localName === 'label') {
    const { control } = element as HTMLLabelElement;
    return control === null ? [] : [control, ...(control instanceof HTMLInputElement ? (control.labels ?? []) : [])];
  }
  return [...((element as HTMLInputElement).labels ?? [])];
}

/** How many usable elements are in this one. */
export function within(element: Element, truth: ReadonlySet<Element>): number {
  let count = 0;
  for (const child of errandBench.childrenOf(element))
    count += (truth.has(child) ? 1 : 0) + errandBench.within(child, truth);
  return count;
}
