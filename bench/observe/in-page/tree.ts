/** The page as one tree, shadow roots included, and what lies at a point of it. Runs in the page. */

/** Closed roots are those that the patch of install.ts saw being made. */
export function rootOf(element: Element): ShadowRoot | undefined {
  return element.shadowRoot ?? errandBench.closed.get(element);
}

export function parentOf(element: Element): Element | undefined {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

export function childrenOf(element: Element): Element[] {
  return [...(errandBench.rootOf(element)?.children ?? []), ...element.children];
}

/** The innermost element that a click at this point meets. */
export function elementAt(x: number, y: number): Element | undefined {
  let hit = document.elementFromPoint(x, y) ?? undefined;
  for (let depth = 0; hit !== undefined && depth < 20; depth += 1) {
    const inner: Element | null | undefined = errandBench.rootOf(hit)?.elementFromPoint(x, y);
    if (inner === null || inner === undefined || inner === hit) return hit;
    hit = inner;
  }
  return hit;
}
