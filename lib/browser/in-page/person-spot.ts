/** What a person points at or types into, in a word for it and its name. Runs in the page; never tells a value. */

export interface PersonSpot {
  /** A role of ours, or `page` where it is nothing that can be used. */
  readonly role: string;
  readonly name: string;
  /** It is a frame: what is in it must be asked there, at this place of its own view. */
  readonly inside?: { readonly x: number; readonly y: number };
}

/** At a place of the view, or where the focus is. */
export function personSpot(at: { readonly x: number; readonly y: number } | undefined): PersonSpot {
  const hit = at === undefined ? errand.focused() : errand.hitAt(at.x, at.y);
  for (let node: Element | undefined = hit; node !== undefined; node = errand.parentOf(node)) {
    if (node instanceof HTMLIFrameElement || node.tagName === 'FRAME') {
      const box = node.getBoundingClientRect();
      const inside =
        at === undefined
          ? { x: 0, y: 0 }
          : { x: at.x - box.left - node.clientLeft, y: at.y - box.top - node.clientTop };
      return { role: 'frame', name: '', inside };
    }
    const used = node instanceof HTMLLabelElement && node.control !== null ? node.control : node;
    // Its own text is what was typed there.
    if (used instanceof HTMLElement && used.isContentEditable) {
      const parent = errand.parentOf(used);
      if (parent instanceof HTMLElement && parent.isContentEditable) continue;
      const given = ['aria-label', 'aria-placeholder', 'title'].map(name => used.getAttribute(name));
      return { role: 'textbox', name: given.find(name => name !== null && name !== '') ?? '' };
    }
    const role = errand.roleOf(used);
    if (!errand.isInteractive(used, role)) continue;
    const isNamed = !/^(generic|article|row|gridcell|cell)$/.test(role);
    return { role: isNamed ? role : 'item', name: errand.accessibleName(used) };
  }
  return { role: 'page', name: '' };
}

/** The innermost element that has the focus; undefined where only the document has it, unless that is an editor. */
export function focused(): Element | undefined {
  let active: Element | undefined = document.activeElement ?? undefined;
  for (;;) {
    const inner: Element | null | undefined = active === undefined ? undefined : errand.shadowOf(active)?.activeElement;
    // Every document has a body that is active; of an editor's frame only the focus itself tells.
    const isPage = active === document.body && !(document.body.isContentEditable && document.hasFocus());
    if (inner === null || inner === undefined) return isPage ? undefined : active;
    active = inner;
  }
}
