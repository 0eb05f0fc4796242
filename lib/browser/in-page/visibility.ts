/** Whether a person could see an element, and what lies over it. Runs in the page; scrolls nothing. */

export function isShown(element: Element): boolean {
  // The areas of an image map have no box of their own.
  if (element instanceof HTMLAreaElement) return true;
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return false;
  const { width, height } = element.getBoundingClientRect();
  if (width > 0 && height > 0) return true;
  return element.children.length > 0 || (errand.shadowOf(element)?.children.length ?? 0) > 0;
}

export function isInView(element: Element): boolean {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/**
 * What a click would hit instead, in words; undefined where it would hit the element, its label or its insides. Looks at the
 * middle first, then at the corners of each of its boxes: a link that breaks over lines has a middle that is not its text.
 */
export function coveredBy(element: Element): string | undefined {
  let first: Element | undefined;
  for (const { x, y } of errand.pointsOf(element)) {
    const hit = errand.hitAt(x, y);
    if (hit === undefined || errand.isHitOn(hit, element)) return undefined;
    first ??= hit;
  }
  if (first === undefined) return undefined;
  const cover =
    first.closest(
      'dialog, [role=dialog], [role=alertdialog], [aria-modal], aside, section, form, div[class], div[id]',
    ) ?? first;
  const named = /^(dialog|alertdialog|region|form|complementary)$/.test(errand.roleOf(cover))
    ? errand.accessibleName(cover)
    : '';
  return named || errand.textOf(cover, 60) || cover.getAttribute('aria-label') || cover.tagName.toLowerCase();
}

/** Points of an element where a click may be tried, best first, inside the view; at most nine. In CSS px. */
export function pointsOf(element: Element): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0).slice(0, 3);
  for (const { left, top, width, height } of boxes)
    for (const [across, down] of [
      [0.5, 0.5],
      [0.2, 0.3],
      [0.8, 0.7],
    ] as const) {
      const x = Math.min(Math.max(left + width * across, 0), innerWidth - 1);
      const y = Math.min(Math.max(top + height * down, 0), innerHeight - 1);
      if (x >= left && x <= left + width && y >= top && y <= top + height) points.push({ x, y });
    }
  return points;
}

/** True where what was hit belongs to the element: its insides, what it is inside of, or its label. */
export function isHitOn(hit: Element, element: Element): boolean {
  if (errand.holds(element, hit) || hit.contains(element)) return true;
  const label = hit.closest('label');
  if (label !== null && (label === element.closest('label') || label.control === element)) return true;
  // What lies transparently over a control in the same label-like box is how sites draw their own.
  return element instanceof HTMLInputElement && [...(element.labels ?? [])].some(one => one.contains(hit));
}
