/** What kind of field an element is, and what it shows. Runs in the page; changes nothing, but may give the focus. */

export interface Field {
  /** `typed` and `editable` take keys; `picked` is set; `slid` is moved by arrow keys; the others are no fields to fill. */
  readonly kind: 'typed' | 'editable' | 'picked' | 'slid' | 'list' | 'ticked' | 'files' | 'none';
  /** `text`, `number`, `date`, `textarea` … */
  readonly type: string;
  readonly off?: 'disabled' | 'readonly';
  /** Nothing of a secret leaves the page, not even its length. */
  readonly isSecret: boolean;
  readonly value: string;
  readonly maxLength?: number;
  /** What is typed here is likely to be answered: by suggestions, or by a list that is filtered. */
  readonly suggests: boolean;
  /** A row of boxes for one character each, of which this is one: how many there are from this one on. */
  readonly boxes: number;
}

/** The field itself: a label's, or the only one inside. */
export function fieldOf(node: Element): Element {
  const isEditable = (one: Element): boolean =>
    one instanceof HTMLElement &&
    one.isContentEditable &&
    errand.parentOf(one)?.getAttribute('contenteditable') !== 'true';
  const isText = (one: Element): boolean =>
    one instanceof HTMLTextAreaElement ||
    (one instanceof HTMLInputElement && !/^(hidden|checkbox|radio|submit|button|reset|image|file)$/.test(one.type)) ||
    isEditable(one);
  if (node instanceof HTMLLabelElement && node.control !== null) return node.control;
  if (isText(node) || node instanceof HTMLInputElement || node instanceof HTMLSelectElement) return node;
  const found: Element[] = [];
  let looked = 0;
  const search = (one: Element): void => {
    for (const child of errand.childrenOf(one)) {
      looked += 1;
      if (looked > 400 || found.length > 1) return;
      if (!(child instanceof Element)) continue;
      if (isText(child) && errand.isShown(child)) found.push(child);
      else search(child);
    }
  };
  search(node);
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : node;
}

export function describeField(node: Element): Field {
  const aria = (name: string): string | null => node.getAttribute(`aria-${name}`);
  const isInput = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
  const type = node instanceof HTMLInputElement ? node.type : node.tagName.toLowerCase();
  const role = node.getAttribute('role') ?? '';
  const isEditable = node instanceof HTMLElement && node.isContentEditable;
  const kindOf = (): Field['kind'] => {
    if (node instanceof HTMLSelectElement) return 'list';
    if (node instanceof HTMLTextAreaElement) return 'typed';
    if (!(node instanceof HTMLInputElement)) {
      if (isEditable) return 'editable';
      if (/^(slider|spinbutton)$/.test(role) && aria('valuenow') !== null) return 'slid';
      if (/^(checkbox|radio|switch)$/.test(role)) return 'ticked';
      // What draws its own text, such as an editor on a canvas, says by its role that it takes keys.
      return /^(textbox|searchbox|combobox)$/.test(role) && node.hasAttribute('tabindex') ? 'editable' : 'none';
    }
    if (/^(checkbox|radio)$/.test(type)) return 'ticked';
    if (type === 'file') return 'files';
    if (/^(submit|button|reset|image|hidden)$/.test(type)) return 'none';
    return /^(date|time|datetime-local|month|week|color|range)$/.test(type) ? 'picked' : 'typed';
  };
  const isOff = node.matches(':disabled') || aria('disabled') === 'true' || node.closest('[inert]') !== null;
  const isReadonly = (isInput && node.readOnly) || (!isInput && aria('readonly') === 'true');
  const isSecret = type === 'password';
  const isBox = (one: Element): one is HTMLInputElement =>
    one instanceof HTMLInputElement &&
    /^(text|tel|number|password)$/.test(one.type) &&
    (one.maxLength === 1 || (one.getBoundingClientRect().width <= 72 && one.maxLength < 0)) &&
    errand.isShown(one);
  const boxesFrom = (): number => {
    if (!isBox(node)) return 1;
    for (
      let up = errand.parentOf(node), depth = 0;
      up !== undefined && depth < 4;
      up = errand.parentOf(up), depth += 1
    ) {
      const boxes = [...up.querySelectorAll('input')].filter(isBox);
      if (boxes.length > 2) return boxes.length - boxes.indexOf(node);
    }
    return 1;
  };
  const value = isSecret
    ? ''
    : isInput
      ? node.value
      : isEditable
        ? ((node as HTMLElement).innerText ?? '')
        : (aria('valuenow') ?? '');
  return {
    kind: kindOf(),
    type,
    ...(isOff ? { off: 'disabled' } : isReadonly ? { off: 'readonly' } : {}),
    isSecret,
    value,
    ...(isInput && node.maxLength > 0 ? { maxLength: node.maxLength } : {}),
    suggests:
      /^(search)$/.test(type) ||
      /^(combobox|searchbox)$/.test(role) ||
      node.closest('[role=combobox], [role=search]') !== null ||
      /^(list|both)$/.test(aria('autocomplete') ?? '') ||
      (isInput && node.autocomplete === 'off' && type !== 'textarea') ||
      /search|find|filter|such|city|airport|location/i.test(
        `${node.id} ${node.getAttribute('name')} ${node.getAttribute('placeholder')} ${aria('label')}`,
      ),
    boxes: boxesFrom(),
  };
}

/** `own` where the field has the focus, `other` where a text field has it that opened for it. */
export function focusOf(node: Element, take: boolean): 'own' | 'other' | 'none' {
  const look = (): 'own' | 'other' | 'none' => {
    const active = errand.focused();
    if (active === undefined) return 'none';
    if (active === node || errand.holds(node, active)) return 'own';
    const isText = errand.takesText(active);
    // An editor that gives the focus to what is around it has it too.
    if (errand.holds(active, node) && isText) return 'own';
    return isText ? 'other' : 'none';
  };
  if (take && look() === 'none' && node instanceof HTMLElement) node.focus();
  return look();
}

/** What shows now, for the check after typing. */
export interface Shown {
  readonly value: string;
  /** Whether it is what was asked; told without telling a secret. */
  readonly isAsked: boolean;
  /** Why the browser finds the value wrong. */
  readonly wrong?: string;
  readonly hasSuggestions: boolean;
}

export function showsNow(node: Element, asked: string): Shown | undefined {
  if (!node.isConnected) return undefined;
  const isInput = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
  const isVisible = (one: Element): boolean =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().height > 4;
  const plain = (text: string): string =>
    text
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim();
  const value = isInput ? node.value : node instanceof HTMLElement && node.isContentEditable ? node.innerText : '';
  const isUnknown = !isInput && !(node instanceof HTMLElement && node.isContentEditable);
  const validity = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement ? node.validity : undefined;
  const isWrong = validity !== undefined && !validity.valid && !validity.valueMissing && !validity.customError;
  const root = node.getRootNode() as Document | ShadowRoot;
  const owner = node.closest('[role=combobox]') ?? node;
  const owned =
    `${owner.getAttribute('aria-controls') ?? ''} ${owner.getAttribute('aria-owns') ?? ''} ${node.getAttribute('aria-controls') ?? ''}`
      .split(/\s+/)
      .flatMap(id => (id === '' ? [] : (root.getElementById(id) ?? document.getElementById(id) ?? [])));
  const isSuggesting =
    owner.getAttribute('aria-expanded') === 'true' ||
    node.getAttribute('aria-expanded') === 'true' ||
    /^(list|both)$/.test(node.getAttribute('aria-autocomplete') ?? '') ||
    node.getAttribute('autocomplete') === 'off' ||
    node.getAttribute('role') === 'combobox';
  const popups = [
    ...owned.filter(one => one.tagName !== 'DATALIST'),
    ...(isSuggesting ? document.querySelectorAll('[role=listbox]:not(select)') : []),
    ...document.querySelectorAll(
      '.pac-container, .ui-autocomplete, .tt-menu, .autocomplete-items, .autocomplete-results, .suggestions',
    ),
  ];
  const secret = node instanceof HTMLInputElement && node.type === 'password';
  return {
    value: secret ? '' : value,
    isAsked: isUnknown || (isInput ? value === asked : plain(value) === plain(asked)),
    ...(isWrong && isInput ? { wrong: node.validationMessage } : {}),
    hasSuggestions: popups.some(
      one => one !== node && isVisible(one) && one.children.length > 0 && !errand.holds(one, node),
    ),
  };
}
