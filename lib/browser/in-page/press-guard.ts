/** Lets a press through only where it falls on what was meant: a page may change after the aim. Runs in the page, which hears nothing of what is kept back. */

export interface PressGuard {
  missed?: Missed;
  readonly end: () => void;
}

/** What the press fell on instead, in words; of what came of a click before, after that. `left`: the element was no more there. */
export type Missed = { readonly by: string; readonly at: 'first' | 'later' } | 'left';

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
  let presses = 0;
  const judge = (hit: Element | undefined): Missed | undefined => {
    const by = hit === undefined ? '' : errand.coverText(hit);
    if (element === undefined) return { by, at: 'first' };
    const node = errand.heirOf(element);
    if (hit === undefined) return undefined;
    const isGone = !node.isConnected;
    if (isGone ? errand.isDrawnAnewAs(node, hit) : errand.isHitOn(hit, node)) return undefined;
    if (cover !== undefined && errand.holds(cover, hit)) return undefined;
    if (presses === 1) return isGone ? 'left' : { by, at: 'first' };
    // What a first click brings is often there for the second: a frame around a cell, the field to edit it in.
    const controls = 'a[href], button, input[type=submit], input[type=image], [role=button], [role=link]';
    return hit.closest(controls) === null ? undefined : { by, at: 'later' };
  };
  const hear = (event: Event): void => {
    if (!(event instanceof MouseEvent) || !event.isTrusted) return;
    // A page that listened before us may keep the first of the two from us.
    const isDown = event.type === 'pointerdown' || (event.type === 'mousedown' && presses === 0);
    if (isDown && guard.missed === undefined) {
      presses += 1;
      const missed = judge(errand.hitAt(event.clientX, event.clientY));
      if (missed !== undefined) guard.missed = missed;
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
export function missedPress(): Missed | undefined {
  const { guard } = errand.memory;
  if (guard?.missed === undefined) guard?.end();
  return guard?.missed;
}

/** Whether what was hit is what left, drawn anew where nobody could find it: by its role and name, where only one had them or it has no name. */
export function isDrawnAnewAs(gone: Element, hit: Element): boolean {
  const { memory } = errand;
  const key = memory.refs.get(gone)?.key;
  if (key === undefined) return true;
  if (!key.endsWith('|') && memory.given.get(key)?.size !== 1) return false;
  let at: Element | undefined = hit;
  for (let up = 0; at !== undefined && up < 5; up += 1, at = errand.parentOf(at))
    if (errand.keyOf(at) === key) return true;
  return false;
}
