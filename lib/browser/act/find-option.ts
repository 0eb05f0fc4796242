/** Looks for the option with a label among those a drawn list shows, scrolling the list on where it draws only a part. Runs in the page. */

export interface OptionSearch {
  readonly label: string;
  /** How long options may take to appear. */
  readonly ms: number;
  /** Any visible words count as an option: for lists that no role tells. */
  readonly isLoose: boolean;
}

/** The option, or the labels there are. */
export async function findOption(node: Element, { label, ms, isLoose }: OptionSearch): Promise<Element | string[]> {
  const optionSelector =
    '[role=option], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=treeitem], [role=radio], input[type=radio]';
  const popupSelector = '[role=listbox], [role=menu], [role=tree], [role=grid], [role=radiogroup]';
  const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const asked = plain(label);
  const isVisible = (one: Element): boolean => {
    const { width, height } = one.getBoundingClientRect();
    return one.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  };
  const rootsOf = () => errand.rootsIn(performance.now() + 50).roots;
  const idsOf = (one: Element): string[] =>
    `${one.getAttribute('aria-controls') ?? ''} ${one.getAttribute('aria-owns') ?? ''}`
      .split(/\s+/)
      .filter(id => id !== '');
  /** The list that belongs to the element; without one any list that shows, the newest first. */
  const popupsOf = (): Element[] => {
    if (node.matches(popupSelector) || node.querySelector(optionSelector) !== null) return [node];
    const inner = node.querySelector('input, [role=combobox], [aria-controls], [aria-owns]');
    const ids = [...idsOf(node), ...(inner === null ? [] : idsOf(inner))];
    const root = node.getRootNode() as Document | ShadowRoot;
    const owned = ids.flatMap(id => root.getElementById(id) ?? document.getElementById(id) ?? []).filter(isVisible);
    if (owned.length > 0) return owned;
    return rootsOf()
      .flatMap(one => [...one.querySelectorAll(popupSelector)])
      .filter(one => isVisible(one) && !errand.holds(one, node))
      .reverse();
  };
  const nameOf = (one: Element): string => {
    if (one.getAttribute('role') !== 'treeitem') return errand.accessibleName(one) || errand.textOf(one, 120);
    // A branch's text holds its twigs'.
    const own = one.getAttribute('aria-label');
    const text = [...errand.childrenOf(one)]
      .filter(child => !(child instanceof Element) || !child.matches('[role=group], ul, ol'))
      .map(child => (child instanceof Element ? errand.textOf(child, 120) : (child.textContent ?? '')))
      .join(' ');
    return own ?? text;
  };
  const optionsIn = (popup: Element): Element[] => {
    const within = [popup, errand.shadowOf(popup)].flatMap(root =>
      root === undefined ? [] : [...root.querySelectorAll(optionSelector)],
    );
    return within.filter(one => isVisible(one) || one instanceof HTMLInputElement);
  };
  const bestOf = (options: readonly Element[]): Element | undefined => {
    const named = options.map(option => ({ option, name: plain(nameOf(option)) }));
    const starting = named.filter(({ name }) => name.startsWith(asked));
    const holding = named.filter(({ name }) => name.includes(asked));
    return (
      named.find(({ name }) => name === asked)?.option ??
      options.find(option => option.getAttribute('data-value') === label) ??
      // "New" is not "New York" while a longer list may still hold "New" itself; one alone it must be.
      (starting.length === 1 ? starting[0]?.option : holding.length === 1 ? holding[0]?.option : undefined)
    );
  };
  /** The innermost shown element that says just the label, and is not the control itself. */
  const wordsOf = (): Element | undefined =>
    rootsOf()
      .flatMap(root => [...root.querySelectorAll('li, a, button, div, span, td, p')])
      .filter(one => (one.textContent ?? '').length <= label.length + 40 && plain(one.textContent ?? '') === asked)
      .filter(one => !errand.holds(node, one) && !errand.holds(one, node) && isVisible(one))
      .at(-1);
  const boxOf = (option: Element): Element | undefined => {
    for (let box = errand.parentOf(option); box !== undefined; box = errand.parentOf(box))
      if (box.scrollHeight > box.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
    return undefined;
  };
  const frame = (): Promise<unknown> =>
    new Promise(resolve => {
      requestAnimationFrame(() => setTimeout(resolve, 0));
      setTimeout(resolve, 60);
    });

  const end = performance.now() + ms;
  const seen = new Map<string, string>();
  const note = (options: readonly Element[]): void => {
    for (const option of options) if (seen.size < 500) seen.set(plain(nameOf(option)), nameOf(option).trim());
  };
  for (;;) {
    const options = popupsOf().flatMap(optionsIn);
    note(options);
    const found = bestOf(options) ?? (isLoose ? wordsOf() : undefined);
    if (found !== undefined) return found;
    const isThere = options.length > 0 && performance.now() > end - ms * 0.6;
    if (isThere || performance.now() > end) break;
    await frame();
  }
  // A long list may draw only what shows: on to its end, a view at a time.
  const [first] = popupsOf().flatMap(optionsIn);
  const box = first === undefined ? undefined : boxOf(first);
  if (box !== undefined) {
    const last = performance.now() + 4_000;
    const start = box.scrollTop;
    box.scrollTo({ top: 0, behavior: 'instant' });
    for (let view = 0; view < 400 && performance.now() < last; view += 1) {
      await frame();
      const options = popupsOf().flatMap(optionsIn);
      note(options);
      const found = bestOf(options);
      if (found !== undefined) return found;
      const before = box.scrollTop;
      box.scrollBy({ top: box.clientHeight * 0.8, behavior: 'instant' });
      if (box.scrollTop !== before) continue;
      // More may be loaded at the end.
      await frame();
      await frame();
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 2) break;
    }
    box.scrollTo({ top: start, behavior: 'instant' });
  }
  return [...seen.values()].filter(text => text !== '');
}
