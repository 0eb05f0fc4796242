/** The tree as it is shown: slots filled, shadow roots entered, closed ones too where they are known. Runs in the page; changes nothing. */

/** A closed root is known only where the browser itself was asked for it; see `observe/closed-roots.ts`. */
export function shadowOf(element: Element): ShadowRoot | undefined {
  return element.shadowRoot ?? errand.memory.closed.get(element);
}

export function childrenOf(element: Element): readonly Node[] {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return [...(errand.shadowOf(element) ?? element).childNodes];
}

/** The parent across a shadow root's edge. */
export function parentOf(node: Node): Element | undefined {
  const { parentNode } = node;
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : undefined;
}

/** The innermost element at a point of the view, in CSS px. */
export function hitAt(x: number, y: number): Element | undefined {
  let hit = document.elementFromPoint(x, y);
  for (;;) {
    const root: ShadowRoot | undefined = hit === null ? undefined : errand.shadowOf(hit);
    const inner = root?.elementFromPoint(x, y) ?? null;
    // A root asked about a point that is not in it answers with what is outside.
    if (inner === null || inner.getRootNode() !== root) return hit ?? undefined;
    hit = inner;
  }
}

/** True for the element itself and for all it contains, across shadow roots. */
export function holds(element: Element, node: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = errand.parentOf(at)) if (at === element) return true;
  return false;
}
