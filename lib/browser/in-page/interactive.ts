/** What a person can use: controls by their role, and what only a listener, a tabindex or the pointer reveals. Runs in the page. */

export function isInteractive(element: Element, role: string): boolean {
  if (
    /^(link|button|textbox|searchbox|combobox|listbox|checkbox|radio|switch|slider|spinbutton|file|date|time|datetime-local|month|week|color|tab|menuitem|menuitemcheckbox|menuitemradio|option|treeitem)$/.test(
      role,
    )
  )
    return element.tagName !== 'OPTION';
  const tag = element.tagName;
  if (element instanceof HTMLMediaElement && element.controls) return true;
  if (tag === 'BODY' || tag === 'HTML' || tag === 'LABEL' || tag === 'IFRAME' || tag === 'OPTION') return false;
  if (element.hasAttribute('onclick') || errand.memory.listened.has(element)) return true;
  if (role !== 'generic' && role !== 'img' && role !== 'article' && role !== 'gridcell' && role !== 'row') return false;
  if (element.hasAttribute('jsaction') && /click|press/.test(element.getAttribute('jsaction') ?? '')) return true;
  if (element.getAttribute('draggable') === 'true' && tag !== 'IMG' && tag !== 'A') return true;
  const holdsControl = (): boolean =>
    [...element.querySelectorAll('a[href], button, input, select, textarea')].filter(errand.isShown).length > 1;
  const tabindex = element.getAttribute('tabindex');
  // A box that can be focused only to be scrolled is a box.
  if (tabindex !== null && tabindex !== '-1' && !holdsControl()) return !errand.isScrollBox(element);
  if (role === 'gridcell' && tabindex !== null) return !holdsControl();
  if (getComputedStyle(element).cursor !== 'pointer') return false;
  const parent = errand.parentOf(element);
  if (parent !== undefined && getComputedStyle(parent).cursor === 'pointer') return false;
  return element.closest('label, a[href], button') === null;
}

/** What was drawn since into boxes that hear for what is in them. */
export function noteDrawn(): void {
  const { hearers } = errand.memory;
  for (const element of hearers) if (!element.isConnected) hearers.delete(element);
  errand.noteListening([...hearers].slice(0, 200));
}

/**
 * Remembers elements that listen to the pointer. A list that listens for its items is not itself what one clicks: then its
 * items are.
 */
export function noteListening(elements: readonly Element[]): void {
  const { listened } = errand.memory;
  const usable = 'a[href], button, input, select, textarea, [role=button], [tabindex]';
  /** A closed menu holds what it hides; a notice that is shown may hold buttons that are not. */
  const holdsMany = (element: Element): boolean => {
    const all = [...element.querySelectorAll(usable)].slice(0, 40);
    return all.length > 1 && (!errand.isShown(element) || all.some(one => errand.isShown(one)));
  };
  const note = (element: Element, depth: number): void => {
    if (
      !(element instanceof Element) ||
      /^(HTML|BODY|SELECT|INPUT|TEXTAREA|OPTION|LABEL|FORM|IFRAME)$/.test(element.tagName)
    )
      return;
    const items = [...element.children];
    const [first] = items;
    const isListed =
      /^(UL|OL|DL|TABLE|TBODY)$/.test(element.tagName) || /^(list|listbox|grid|tree|menu)$/.test(element.role ?? '');
    const isAlike =
      first !== undefined &&
      first.className !== '' &&
      items.length >= 3 &&
      items.every(item => item.tagName === first.tagName && item.className === first.className);
    const isList =
      element.tagName !== 'TR' &&
      (isListed || isAlike) &&
      !items.some(item => item.matches(usable) || item.querySelector(usable) !== null);
    if (isList && depth < 3) {
      errand.memory.hearers.add(element);
      for (const item of items.slice(0, 2_000)) note(item, depth + 1);
      return;
    }
    // What holds many controls and listens too, only hears what happens in them, and in what pages mark for such a root.
    if (holdsMany(element)) {
      errand.memory.hearers.add(element);
      const marked =
        '[data-act], [data-action], [data-command], [data-cmd], [data-click], [data-toggle], [data-bs-toggle], [data-href], [data-url]';
      for (const one of [...element.querySelectorAll(marked)].slice(0, 2_000)) if (!holdsMany(one)) listened.add(one);
      return;
    }
    listened.add(element);
  };
  for (const element of elements) note(element, 0);
}
