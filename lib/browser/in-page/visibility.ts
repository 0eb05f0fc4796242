/** Whether a person could see an element, and what lies over it. Runs in the page; scrolls nothing. */

export function isShown(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return false;
  const { width, height } = element.getBoundingClientRect();
  if (width > 0 && height > 0) return true;
  return element.children.length > 0 || (element.shadowRoot?.children.length ?? 0) > 0;
}

export function isInView(element: Element): boolean {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/** What a click on the middle would hit instead, in words; undefined where it would hit the element, its label or its insides. */
export function coveredBy(element: Element): string | undefined {
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(top + height / 2, 0), innerHeight - 1);
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (inner === null || inner === hit) break;
    hit = inner;
  }
  if (hit === null) return undefined;
  for (
    let node: Node | null = hit;
    node !== null;
    node = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode
  )
    if (node === element) return undefined;
  if (element.contains(hit) || hit.contains(element)) return undefined;
  if (hit.closest('label') !== null && hit.closest('label') === element.closest('label')) return undefined;
  if (element instanceof HTMLInputElement && [...(element.labels ?? [])].some(label => label.contains(hit)))
    return undefined;
  // An inline box that breaks over lines has a middle of its own that is not its text.
  if (element.getClientRects().length > 1) return undefined;
  const cover =
    hit.closest('dialog, [role=dialog], [role=alertdialog], [aria-modal], aside, section, form, div[class], div[id]') ??
    hit;
  return errand.textOf(cover, 60) || cover.getAttribute('aria-label') || cover.tagName.toLowerCase();
}
