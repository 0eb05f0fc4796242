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
 * Undefined where none was found in time.
 */
export function cssOf(element: Element, end: number): string | undefined {
  const root = element.getRootNode() as Document | ShadowRoot;
  const isOnly = (selector: string): boolean =>
    selector.length <= 300 && root.querySelector(selector) === element && root.querySelectorAll(selector).length === 1;
  const own = errand.ownSelectors(element);
  for (const selector of own) if (isOnly(selector)) return selector;
  let depth = 0;
  for (let up = element.parentElement; up !== null && depth < 8; up = up.parentElement) {
    depth += 1;
    for (const anchor of errand.anchorSelectors(up))
      for (const selector of own.slice(0, 4)) {
        if (performance.now() > end) return undefined;
        if (isOnly(`${anchor} ${selector}`)) return `${anchor} ${selector}`;
      }
  }
  let path = '';
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (performance.now() > end) return undefined;
    const alike = [...(at.parentNode?.children ?? [])].filter(other => other.localName === at?.localName);
    const step = `${CSS.escape(at.localName)}${alike.length > 1 ? `:nth-of-type(${alike.indexOf(at) + 1})` : ''}`;
    path = path === '' ? step : `${step} > ${path}`;
    if (path.length > 300) return undefined;
    if (isOnly(path)) return path;
    for (const anchor of at.parentElement === null ? [] : errand.anchorSelectors(at.parentElement))
      if (isOnly(`${anchor} > ${path}`)) return `${anchor} > ${path}`;
  }
  return isOnly(`:scope > ${path}`) ? `:scope > ${path}` : undefined;
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
    const name = errand.xpathName(at);
    let number = 1;
    for (let before = at.previousElementSibling; before !== null; before = before.previousElementSibling)
      if (before.localName === at.localName && errand.xpathName(before) === name) number += 1;
    path = `/${name}[${number}]${path}`;
    if (path.length > 800) return undefined;
  }
  return path;
}

/** Goes down such a path. By hand, because XPath cannot begin in a shadow root. */
export function atXpath(root: Document | ShadowRoot, path: string): Element | undefined {
  let parent: Document | ShadowRoot | Element = root;
  let rest = path;
  while (rest !== '') {
    const counts = new Map<string, number>();
    let next: Element | undefined;
    for (const child of parent.children) {
      const name = errand.xpathName(child);
      if (!rest.startsWith(`/${name}[`)) continue;
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      const step = `/${name}[${number}]`;
      if (!rest.startsWith(step)) continue;
      next = child;
      rest = rest.slice(step.length);
      break;
    }
    if (next === undefined) return undefined;
    parent = next;
  }
  return parent instanceof Element ? parent : undefined;
}
