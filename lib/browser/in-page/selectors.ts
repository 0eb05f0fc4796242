/** CSS selectors and XPaths of an element in its root, escaped whatever the page calls its things. Runs in the page; changes nothing. */

/** A CSS string: quotes, backslashes and all control characters as escapes. */
export function quoteCss(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, char => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}

/** Selectors of the element alone, the most telling first, its bare tag last. */
export function ownSelectors(element: Element): string[] {
  const tag = CSS.escape(element.localName);
  const own: string[] = [];
  const take = (attribute: string, isKept: boolean): void => {
    const value = element.getAttribute(attribute);
    if (value !== null && isKept) own.push(`${tag}[${attribute}=${errand.quoteCss(value)}]`);
  };
  const has = (attribute: string, digits?: number): boolean =>
    errand.isLasting(element.getAttribute(attribute) ?? '', digits);
  if (element instanceof HTMLInputElement && /^(radio|checkbox)$/.test(element.type) && has('name')) {
    const { name } = element;
    const value = element.getAttribute('value') ?? '';
    // Of a box the value is the page's own, and it may be long.
    if (value !== '' && errand.isLasting(value, 4))
      own.push(`${tag}[name=${errand.quoteCss(name)}][value=${errand.quoteCss(value)}]`);
  }
  take('name', has('name'));
  // A query may hold a session.
  take(
    'href',
    has('href', 6) &&
      !/^(#|javascript:)|[?&][^=]*(token|session|sid|auth|key|sig)[^=]*=/i.test(element.getAttribute('href') ?? ''),
  );
  take('for', has('for'));
  const classes = errand.lastingClasses(element).map(word => `.${CSS.escape(word)}`);
  if (classes.length > 1) own.push(`${tag}${classes.join('')}`);
  if (classes[0] !== undefined) own.push(`${tag}${classes[0]}`);
  take('role', /^[a-z]+$/.test(element.getAttribute('role') ?? ''));
  take('type', /^[a-z-]+$/.test(element.getAttribute('type') ?? ''));
  own.push(tag);
  return own;
}

/** What others can be found under: ids, test ids, landmarks, telling attributes and classes. */
export function anchorSelectors(element: Element): string[] {
  const anchors: string[] = [];
  for (const attribute of ['data-testid', 'data-test', 'data-test-id', 'data-cy', 'data-qa', 'data-pw']) {
    const value = element.getAttribute(attribute);
    if (value !== null && errand.isLasting(value)) anchors.push(`[${attribute}=${errand.quoteCss(value)}]`);
  }
  if (errand.isLasting(element.id)) anchors.push(`#${CSS.escape(element.id)}`);
  const own = errand.ownSelectors(element);
  const isLandmark = /^(main|nav|header|footer|form|dialog|aside|table|fieldset)$/.test(element.localName);
  return [...anchors, ...(isLandmark ? own : own.slice(0, -1)).filter(selector => !selector.includes('[type='))].slice(
    0,
    3,
  );
}

/**
 * The shortest selector of a few that finds exactly this element in its root. The element's own id is left to the test ids.
 * Undefined where none of those is alone, or a large page has room for no more tries.
 */
export function cssOf(element: Element): string | undefined {
  const root = element.getRootNode() as Document | ShadowRoot;
  // A try costs some 20 µs a thousand elements.
  let tries = Math.max(10, 90 - document.getElementsByTagName('*').length / 300);
  const isOnly = (selector: string): boolean => {
    tries -= 1;
    if (selector.length > 300 || tries < 0) return false;
    return root.querySelector(selector) === element && root.querySelectorAll(selector).length === 1;
  };
  const own = errand.ownSelectors(element);
  for (const selector of own) if (isOnly(selector)) return selector;
  let depth = 0;
  for (let up = element.parentElement; up !== null && depth < 8; up = up.parentElement) {
    depth += 1;
    for (const anchor of errand.anchorSelectors(up))
      for (const selector of own.slice(0, 4)) if (isOnly(`${anchor} ${selector}`)) return `${anchor} ${selector}`;
  }
  // A telling attribute that is there twice, in the picture and in the heading of a card.
  const parent = CSS.escape(element.parentElement?.localName ?? '');
  for (const selector of parent === '' ? [] : own.slice(0, 2))
    if (selector.includes('=') && isOnly(`${parent} > ${selector}`)) return `${parent} > ${selector}`;
  let path = '';
  tries = Math.max(tries, 6);
  for (let at: Element | null = element; at !== null && tries > 0; at = at.parentElement) {
    const { before, after } = errand.placeAmong(at);
    const step = `${CSS.escape(at.localName)}${before + after > 0 ? `:nth-of-type(${before + 1})` : ''}`;
    path = path === '' ? step : `${step} > ${path}`;
    if (path.length > 300) return undefined;
    if (isOnly(path)) return path;
    for (const anchor of at.parentElement === null ? [] : errand.anchorSelectors(at.parentElement))
      if (isOnly(`${anchor} > ${path}`)) return `${anchor} > ${path}`;
  }
  return isOnly(`:scope > ${path}`) ? `:scope > ${path}` : undefined;
}

/** How many siblings of the same kind stand before and after it. Counted by the browser: to hold ten thousand takes 10 ms. */
export function placeAmong(element: Element): { before: number; after: number } {
  const name = errand.xpathName(element);
  const count = (axis: string): number =>
    document.evaluate(`count(${axis}-sibling::${name})`, element, null, XPathResult.NUMBER_TYPE).numberValue;
  return { before: count('preceding'), after: count('following') };
}

/** One step of an XPath without its number. Names that XPath could not read are compared as text. */
export function xpathName(element: Element): string {
  const name = element.localName;
  if (element.namespaceURI === 'http://www.w3.org/1999/xhtml' && /^[a-z][a-z0-9-]*$/.test(name)) return name;
  const quoted = !name.includes('"')
    ? `"${name}"`
    : !name.includes("'")
      ? `'${name}'`
      : `concat(${name
          .split(/(")/)
          .map(part => (part === '"' ? `'"'` : `"${part}"`))
          .join(', ')})`;
  return `*[local-name()=${quoted}]`;
}

/** From the top of the element's root: a document's `/html[1]/…`, a shadow root's children. */
export function xpathOf(element: Element): string | undefined {
  let path = '';
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    path = `/${errand.xpathName(at)}[${errand.placeAmong(at).before + 1}]${path}`;
    if (path.length > 800) return undefined;
  }
  return path;
}

/** Where such a path leads. XPath itself cannot begin in a shadow root: the first step is taken for it. */
export function atXpath(root: Document | ShadowRoot, path: string): Element | undefined {
  const at = (from: Node, rest: string): Element | undefined => {
    const { singleNodeValue } = document.evaluate(rest, from, null, XPathResult.FIRST_ORDERED_NODE_TYPE);
    return singleNodeValue instanceof Element ? singleNodeValue : undefined;
  };
  if (root instanceof Document) return at(root, path);
  const counts = new Map<string, number>();
  for (const child of root.children) {
    const name = errand.xpathName(child);
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    const step = `/${name}[${number}]`;
    if (path === step) return child;
    if (path.startsWith(`${step}/`)) return at(child, `.${path.slice(step.length)}`);
  }
  return undefined;
}
