/** Lets a key through only to what is typed in, or to another text field: a page may give the focus away meanwhile. Runs in the page, which hears nothing of what is kept back. */

export interface KeyGuard {
  strayed?: Strayed;
  readonly end: () => void;
}

export interface Strayed {
  /** What had the focus instead, in words. */
  readonly by?: string;
}

/** Whose keys are let through: only the element's own, or those of any text field too, where letters are only letters. */
export type Heard = 'own' | 'text';

/** Where letters are only letters. A password's field is none for what was meant for another. */
export const takesText = (element: Element): boolean =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && /^(text|search|email|tel|url|number)$/.test(element.type)) ||
  (element instanceof HTMLElement && element.isContentEditable);

/**
 * Armed before keys are pressed. Without an element none is meant for this document. The first key that goes astray is kept
 * back, and all after it: on a button a space is a press, on a page a letter may be a command.
 */
export function guardKeys(heardBy: Heard, element?: Element): void {
  const { memory } = errand;
  memory.keys?.end();
  const mayHear = (active: Element | undefined): boolean => {
    if (active === undefined) return false;
    const node = element === undefined ? undefined : errand.heirOf(element);
    const isOwn = node !== undefined && (errand.holds(node, active) || errand.fieldOf(node) === active);
    return isOwn || (heardBy === 'text' && errand.takesText(active));
  };
  const hear = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !event.isTrusted) return;
    const active = errand.focused();
    // The key that gave the focus away may be released elsewhere.
    if (event.type === 'keydown' && guard.strayed === undefined && !mayHear(active)) {
      const by =
        active === undefined ? '' : errand.accessibleName(active) || errand.textOf(active, 60) || active.localName;
      guard.strayed = by === '' ? {} : { by };
    }
    if (guard.strayed === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const types = ['keydown', 'keypress', 'keyup'];
  const guard: KeyGuard = {
    end: () => {
      for (const type of types) removeEventListener(type, hear, true);
      if (memory.keys === guard) delete memory.keys;
    },
  };
  memory.keys = guard;
  for (const type of types) addEventListener(type, hear, { capture: true, passive: false });
}

/** Ends the guard, and says whether a key went astray. */
export function endKeys(): Strayed | undefined {
  const { keys } = errand.memory;
  keys?.end();
  return keys?.strayed;
}
