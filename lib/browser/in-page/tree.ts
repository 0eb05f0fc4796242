/** The tree as it is shown: slots filled, shadow roots entered, closed ones too where they are known. Runs in the page; changes nothing. */

/** A closed root is known only where the browser itself was asked for it; see `observe/closed-roots.ts`. */
export function shadowOf(element: Element): ShadowRoot | undefined {
  return element.shadowRoot ?? errand.memory.closed.get(element);
}

export function childrenOf(element: Element): readonly Node[] {
  if (errand.isClobbered(element)) {
    const own = Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')?.get?.call(element);
    return own instanceof NodeList ? [...own] : [];
  }
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return [...(errand.shadowOf(element) ?? element).childNodes];
}

/** What of its children a person is shown: of closed details the summary, for the rest may be bare words without an element. */
export function shownChildrenOf(element: Element): readonly Node[] {
  const children = errand.childrenOf(element);
  if (!(element instanceof HTMLDetailsElement) || element.open) return children;
  return children.filter(child => child instanceof Element && child.tagName === 'SUMMARY').slice(0, 1);
}

/**
 * A form finds its fields by their names before it finds its own functions: one with a field called `children` has no children to
 * a script. Such a form is passed through as if it were not there.
 */
export function isClobbered(node: Node): boolean {
  if (!(node instanceof HTMLFormElement)) return false;
  const used =
    'checkVisibility getBoundingClientRect getClientRects getAttribute hasAttribute querySelector querySelectorAll closest matches ' +
    'contains getRootNode tagName nodeType textContent childElementCount className scrollWidth scrollHeight clientWidth ' +
    'clientHeight children childNodes attributes';
  return used.split(' ').some(name => {
    const value: unknown = Reflect.get(node, name);
    return value instanceof Node || value instanceof RadioNodeList;
  });
}

/** The parent across a shadow root's edge. */
export function parentOf(node: Node): Element | undefined {
  const own = Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode')?.get;
  const parentNode: unknown = node instanceof HTMLFormElement ? own?.call(node) : node.parentNode;
  if (parentNode instanceof HTMLFormElement && errand.isClobbered(parentNode)) return errand.parentOf(parentNode);
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
