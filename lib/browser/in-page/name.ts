/** The name a person or a screen reader would give an element. A bounded reading of the accessible-name rules.
 * Limits stand inside the functions, because each function travels into the page alone. */

/** Text as it reads, hidden parts left out, and those `without`; at most `limit` characters. */
export function textOf(root: Element, limit: number, without?: string): string {
  let text = '';
  const add = (node: Node): void => {
    if (text.length > limit) return;
    if (without !== undefined && node !== root && node instanceof Element && node.matches(without)) return;
    if (node.nodeType === Node.TEXT_NODE) {
      text += node.textContent ?? '';
      return;
    }
    if (!(node instanceof Element)) return;
    if (node !== root && !node.checkVisibility({ visibilityProperty: true })) {
      // display: contents and slots have no box of their own, and their children may.
      if (!(node instanceof HTMLSlotElement) && getComputedStyle(node).display !== 'contents') return;
    }
    if (node instanceof HTMLImageElement) {
      text += ` ${node.alt} `;
      return;
    }
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SELECT|TEXTAREA)$/.test(node.tagName)) return;
    if (node.tagName === 'svg') {
      text += ` ${node.getAttribute('aria-label') ?? node.querySelector('title')?.textContent ?? ''} `;
      return;
    }
    if (node !== root && node.hasAttribute('aria-label')) {
      text += ` ${node.getAttribute('aria-label')} `;
      return;
    }
    // A badge beside a word (inline-block) reads as a word of its own.
    const isBlock = node !== root && !/^(inline|contents)$/.test(getComputedStyle(node).display);
    if (isBlock || node.tagName === 'BR') text += ' ';
    for (const child of errand.shownChildrenOf(node)) add(child);
    if (isBlock) text += ' ';
  };
  add(root);
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > limit ? `${plain.slice(0, limit - 1).trimEnd()}…` : plain;
}

export function accessibleName(element: Element): string {
  const limit = 120;
  const clip = (text: string | null | undefined): string => {
    const plain = (text ?? '').replace(/\s+/g, ' ').trim();
    return plain.length > limit ? `${plain.slice(0, limit - 1).trimEnd()}…` : plain;
  };
  const scope = element.getRootNode() as Document | ShadowRoot;
  const labelledBy = element.getAttribute('aria-labelledby');
  if (labelledBy !== null) {
    const parts = labelledBy.split(/\s+/).flatMap(id => {
      const label = scope.getElementById?.(id) ?? document.getElementById(id);
      return label === null ? [] : [label.textContent ?? ''];
    });
    if (clip(parts.join(' ')) !== '') return clip(parts.join(' '));
  }
  const ariaLabel = clip(element.getAttribute('aria-label'));
  if (ariaLabel !== '') return ariaLabel;
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  ) {
    // A label that is only a sign, such as a star, is called by what it says of itself.
    const called = (label: HTMLLabelElement): string => {
      const text = errand.textOf(label, limit);
      const said = clip(label.getAttribute('aria-label')) || (/[\p{L}\p{N}]/u.test(text) ? '' : clip(label.title));
      return said || text;
    };
    const labels = [...(element.labels ?? [])].map(called).filter(text => text !== '');
    if (labels.length > 0) return clip(labels.join(' '));
    if (element instanceof HTMLInputElement && /^(submit|button|reset)$/.test(element.type)) {
      return clip(element.value) || (element.type === 'submit' ? 'Submit' : element.type === 'reset' ? 'Reset' : '');
    }
    if (element instanceof HTMLInputElement && element.type === 'image') return clip(element.alt) || 'Submit';
    const hint = clip(element.getAttribute('placeholder')) || clip(element.title);
    return hint || clip(element.name.replace(/[_-]+/g, ' '));
  }
  if (element instanceof HTMLImageElement) return clip(element.alt) || clip(element.title);
  if (element instanceof HTMLFieldSetElement) return clip(element.querySelector(':scope > legend')?.textContent);
  if (element instanceof HTMLTableElement && element.caption !== null) return clip(element.caption.textContent);
  if (/^I?FRAME$/.test(element.tagName))
    return clip(element.getAttribute('title')) || clip(element.getAttribute('name'));
  if (
    /^(NAV|MAIN|FORM|SECTION|ASIDE|HEADER|FOOTER|DIALOG|UL|OL|TABLE|SUMMARY)$/.test(element.tagName) &&
    element.tagName !== 'SUMMARY'
  )
    return clip(element.getAttribute('title'));
  if (element instanceof SVGElement) {
    const title = clip(element.querySelector(':scope > title')?.textContent);
    if (title !== '') return title;
  }
  const drawn = (pseudo: string): string => /^"(.*)"$/.exec(getComputedStyle(element, pseudo).content)?.[1] ?? '';
  // What an open branch or menu holds are things of their own.
  const nested = /^(?:treeitem|menuitem)$/.test(element.getAttribute('role') ?? '')
    ? '[role=group], [role=menu], ul, ol'
    : undefined;
  const said =
    errand.textOf(element, limit, nested) ||
    clip(element.getAttribute('title')) ||
    clip(element.getAttribute('placeholder')) ||
    clip(element.getAttribute('alt')) ||
    clip(`${drawn('::before')} ${drawn('::after')}`.replace(/[\p{Co}\p{Cn}]/gu, ''));
  if (said !== '') return said;
  // Wordless: an icon's own name, or the end of a link's address, says more than nothing.
  const icon = errand.iconOf(element);
  if (
    icon !== '' ||
    !(element instanceof HTMLAnchorElement) ||
    /^(#|javascript:|$)/.test(element.getAttribute('href') ?? '')
  )
    return clip(icon);
  return clip(
    element.pathname
      .split('/')
      .filter(part => part !== '')
      .at(-1)
      ?.replace(/[-_]+/g, ' '),
  );
}

/** What icon fonts, sprites and picture files call themselves: `fa-trash` is a trash bin. */
export function iconOf(element: Element): string {
  for (const inner of [element, ...[...element.querySelectorAll('i, span, svg, use, img')].slice(0, 6)]) {
    const sprite = /[#/]([\w-]+?)(?:\.\w+)?$/.exec(
      inner.getAttribute('href') ?? inner.getAttribute('xlink:href') ?? inner.getAttribute('src') ?? '',
    )?.[1];
    if (inner !== element && sprite !== undefined) return sprite.replace(/^(icon|ic|i)[-_]/, '').replace(/[-_]+/g, ' ');
    const classes = inner.getAttribute('class') ?? '';
    const named =
      /(?:^|\s)(?:fa|bi|icon|icons|mdi|ti|ri|la|lucide|glyphicon|ion|octicon|feather)-((?!solid|regular|fw|lg|sm|xs|2x|spin)[a-z][a-z0-9-]+)/.exec(
        classes,
      )?.[1];
    if (named !== undefined) return named.replace(/-+/g, ' ');
  }
  return '';
}
