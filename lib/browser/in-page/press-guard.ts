/** Lets a press through only where it falls on what was meant: a page may change after the aim. Runs in the page, which hears nothing of what is kept back. */

export interface PressGuard {
  /** What the press fell on instead, in words. */
  missed?: string;
  readonly end: () => void;
}

/**
 * Armed before each press. Without an element no press is meant for this document: it lies around the frame that is pressed in.
 * `over` is what has lain over the element all the while, and is pressed knowingly.
 *
 *   look ── aim ── guard ── pointerdown, pointerup, click ── asked: missed?
 *                     └─ what came up here or later is not pressed
 */
export function guardPress(element?: Element, over?: { x: number; y: number }): void {
  const { memory } = errand;
  memory.guard?.end();
  const cover = over === undefined ? undefined : errand.hitAt(over.x, over.y);
  const isMeant = (hit: Element | undefined): boolean => {
    if (element === undefined) return false;
    const node = errand.heirOf(element);
    // Drawn anew without a name to know it by: nobody can say.
    if (hit === undefined || !node.isConnected || errand.isHitOn(hit, node)) return true;
    return cover !== undefined && errand.holds(cover, hit);
  };
  let isFirst = true;
  const hear = (event: Event): void => {
    if (!(event instanceof MouseEvent) || !event.isTrusted) return;
    if (isFirst && /^(?:pointer|mouse)down$/.test(event.type)) {
      isFirst = false;
      const hit = errand.hitAt(event.clientX, event.clientY);
      if (!isMeant(hit)) guard.missed = hit === undefined ? '' : errand.coverText(hit);
    }
    if (guard.missed === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu'];
  const guard: PressGuard = {
    end: () => {
      for (const type of types) removeEventListener(type, hear, true);
      if (memory.guard === guard) delete memory.guard;
    },
  };
  memory.guard = guard;
  for (const type of types) addEventListener(type, hear, { capture: true, passive: false });
}

/** What the press fell on instead: then the guard stays until the button is up. Undefined, and the guard is gone, where it fell well. */
export function missedPress(): string | undefined {
  const { guard } = errand.memory;
  if (guard?.missed === undefined) guard?.end();
  return guard?.missed;
}
