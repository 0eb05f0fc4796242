/** Every element that a locator finds in this frame. Runs in the page; changes nothing. */

import type { Locator } from '../../domain/locator.ts';
import type { Root } from './roots.ts';

export interface Looking {
  readonly roots: readonly Root[];
  readonly hosts: readonly string[];
  /** When to stop, on the page's own clock. */
  readonly end: number;
}

export interface Matches {
  readonly elements: readonly Element[];
  /** True where there may be more, for want of time. */
  readonly cut: boolean;
}

/** Without `nth`, hidden ones too. */
export function matchesOf(locator: Locator, looking: Looking): Matches {
  const { roots, hosts, end } = looking;
  const all = (selector: string): Iterable<Element> => roots.flatMap(root => [...root.querySelectorAll(selector)]);
  const those = (elements: Iterable<Element>, isIt: (element: Element) => boolean): Matches => {
    const found: Element[] = [];
    let count = 0;
    for (const element of elements) {
      count += 1;
      if (count % 32 === 0 && performance.now() > end) return { elements: found, cut: true };
      if (isIt(element)) found.push(element);
    }
    return { elements: found, cut: false };
  };
  const inScope = ({ elements, cut }: Matches): Matches => {
    const scopes = ('within' in locator ? locator.within : undefined) ?? [];
    if (scopes.length === 0) return { elements, cut };
    const fitting = those(elements, element => scopes.every(scope => errand.fitsScope(element, scope)));
    return { elements: fitting.elements, cut: cut || fitting.cut };
  };
  switch (locator.by) {
    case 'test-id':
      return inScope(those(all(`[${CSS.escape(locator.attribute)}=${errand.quoteCss(locator.value)}]`), () => true));
    case 'role':
      return inScope(
        those(
          all(errand.roleSelector(locator.role)),
          element =>
            errand.mayBeCalled(element, locator.name) &&
            errand.roleOf(element) === locator.role &&
            errand.lastingName(element) === locator.name,
        ),
      );
    case 'text':
      return inScope(
        those(
          all(CSS.escape(locator.tag)),
          element => errand.mayBeCalled(element, locator.text) && errand.textOf(element, 120) === locator.text,
        ),
      );
    case 'label':
      return those(all('input, textarea, select, [contenteditable]'), element =>
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

/** False only where the element surely has another name. A name costs styles and layout, and a page has ten thousand links. */
export function mayBeCalled(element: Element, name: string): boolean {
  const tag = element.localName;
  if (/^(input|select|textarea)$/.test(tag) || errand.shadowOf(element) !== undefined) return true;
  if (element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')) return true;
  const text = element.textContent;
  if (element.childElementCount === 0) {
    const said = text.replace(/\s+/g, ' ').trim();
    if (said === '') return true;
    return name.endsWith('…') ? said.startsWith(name.slice(0, -1)) : said === name;
  }
  if (name === '') return true;
  const [first = ''] = name.split(' ');
  if (text.includes(first.endsWith('…') ? first.slice(0, -1) : first)) return true;
  return text.trim() === '' || element.querySelector('[aria-label], img, svg, slot') !== null;
}
