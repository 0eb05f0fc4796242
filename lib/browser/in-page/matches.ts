/** Every element that a locator finds in this frame. Runs in the page; changes nothing. */

import type { Locator } from '../../domain/locator.ts';
import type { Root } from './roots.ts';

export interface Looking {
  readonly roots: readonly Root[];
  readonly hosts: readonly string[];
  readonly budget: Budget;
}

/** Steps and not ms bound what is made, so that a busy machine makes the same locators; a step is about 1 µs. */
export interface Budget {
  left: number;
  /** When to stop all the same, on the page's own clock. */
  readonly end: number;
}

export interface Matches {
  readonly elements: readonly Element[];
  /** True where there may be more, for want of steps. */
  readonly cut: boolean;
}

/** Without `nth`, hidden ones too. */
export function matchesOf(locator: Locator, looking: Looking): Matches {
  const { roots, hosts, budget } = looking;
  // One by one: to hold an element costs more than to find it, and the time may be over before the last.
  function* all(selector: string): Iterable<Element> {
    for (const root of roots) yield* root.querySelectorAll(selector);
  }
  const those = (elements: Iterable<Element>, cost: number, isIt: (element: Element) => boolean): Matches => {
    const found: Element[] = [];
    let count = 0;
    for (const element of elements) {
      count += 1;
      budget.left -= cost;
      if (budget.left < 0 || (count % 32 === 0 && performance.now() > budget.end))
        return { elements: found, cut: true };
      if (isIt(element)) found.push(element);
    }
    return { elements: found, cut: false };
  };
  const isCalled = (element: Element, called: string): boolean => {
    if (!errand.mayBeCalled(element, called, words)) return false;
    // To be named in full.
    budget.left -= 12;
    return true;
  };
  const inScope = ({ elements, cut }: Matches): Matches => {
    const scopes = ('within' in locator ? locator.within : undefined) ?? [];
    if (scopes.length === 0) return { elements, cut };
    const fitting = those(elements, 15, element => scopes.every(scope => errand.fitsScope(element, scope)));
    return { elements: fitting.elements, cut: cut || fitting.cut };
  };
  const called = locator.by === 'role' ? locator.name : locator.by === 'text' ? locator.text : '';
  const words = called.replace(/…$/, '').split(' ');
  switch (locator.by) {
    case 'test-id':
      return inScope(those(all(`[${CSS.escape(locator.attribute)}=${errand.quoteCss(locator.value)}]`), 1, () => true));
    case 'role':
      return inScope(
        those(
          all(errand.roleSelector(locator.role)),
          1,
          element =>
            isCalled(element, locator.name) &&
            errand.roleOf(element) === locator.role &&
            errand.lastingName(element) === locator.name,
        ),
      );
    case 'text':
      return inScope(
        those(
          all(CSS.escape(locator.tag)),
          1,
          element => isCalled(element, locator.text) && errand.textOf(element, 120) === locator.text,
        ),
      );
    case 'label':
      return those(all('input, textarea, select, [contenteditable]'), 12, element =>
        locator.from === 'placeholder'
          ? (element.getAttribute('placeholder') ?? '').trim() === locator.text
          : errand.lastingName(element) === locator.text,
      );
    case 'css': {
      const root = errand.rootAt(hosts);
      return { elements: root === undefined ? [] : [...root.querySelectorAll(locator.selector)], cut: false };
    }
    case 'xpath': {
      const root = errand.rootAt(hosts);
      const found = root === undefined ? undefined : errand.atXpath(root, locator.path);
      return { elements: found === undefined ? [] : [found], cut: false };
    }
    default:
      return locator satisfies never;
  }
}

/** What can have a role: its own elements and all that claim it. */
export function roleSelector(role: string): string {
  const native = new Map([
    ['link', 'a, area'],
    ['button', 'button, summary, input'],
    ['textbox', 'input, textarea, [contenteditable]'],
    ['searchbox', 'input'],
    ['combobox', 'select, input'],
    ['listbox', 'select'],
    ['checkbox', 'input, label'],
    ['radio', 'input, label'],
    ['file', 'input, label'],
    ['slider', 'input'],
    ['spinbutton', 'input'],
    ['navigation', 'nav'],
    ['group', 'fieldset'],
    ['complementary', 'aside'],
    ['banner', 'header'],
    ['contentinfo', 'footer'],
    ['region', 'section'],
    ['heading', 'h1, h2, h3, h4, h5, h6'],
  ]);
  if (/^(date|time|datetime-local|month|week|color)$/.test(role)) return 'input';
  const own = native.get(role) ?? (/^(img|main|form|dialog|table|article|option)$/.test(role) ? role : undefined);
  const claimed = /^[a-z]+$/.test(role) ? `[role~="${role}" i]` : '[role]';
  return own === undefined ? claimed : `${own}, ${claimed}`;
}

/** False only where the element surely has another name, of these words. A name costs styles and layout, and a page has ten thousand links. */
export function mayBeCalled(element: Element, name: string, words: readonly string[]): boolean {
  const text = element.textContent;
  const tag = element.localName;
  if (text === '' || name === '' || tag === 'select' || tag === 'textarea') return true;
  const isLeaf = element.childElementCount === 0;
  // Every word of a name is one of the text, or of what stands in for a text.
  if (words.every(word => text.includes(word))) {
    if (!isLeaf || text === name || name.endsWith('…')) return true;
    if (text.replace(/\s+/g, ' ').trim() === name) return true;
  } else if (text.trim() === '') return true;
  if (element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')) return true;
  if (errand.shadowOf(element) !== undefined) return true;
  return !isLeaf && element.querySelector('[aria-label], img, svg, slot') !== null;
}
