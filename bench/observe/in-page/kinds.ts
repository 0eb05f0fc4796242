/** Why a person could use an element: what it is, what it says it is, what it listens to, how the pointer looks on it. Runs in the page. */

/** `off` would be usable and is disabled; `both` listens and shows the hand; `tab-stop` is reached by the Tab key. */
export type Kind = 'native' | 'role' | 'editable' | 'listener' | 'pointer' | 'both' | 'draggable' | 'tab-stop' | 'off';

export function kindOf(element: Element): Kind | undefined {
  const name = element.localName;
  if (name === 'html' || name === 'head' || name === 'option') return undefined;
  if (name === 'body') return (element as HTMLElement).isContentEditable ? 'editable' : undefined;
  const isWidget =
    /^(button|link|checkbox|radio|switch|tab|menuitem|menuitemcheckbox|menuitemradio|option|treeitem|combobox|textbox|searchbox|slider|spinbutton)$/;
  const role = (element.getAttribute('role') ?? '').toLowerCase().trim().split(/\s+/)[0] ?? '';
  const isNative = errandBench.isNativeControl(element);
  const isRole = isWidget.test(role);
  if (isNative || isRole) {
    const isDisabled = /^(button|input|select|textarea)$/.test(name) && element.matches(':disabled');
    if (isDisabled || element.getAttribute('aria-disabled') === 'true') return 'off';
    return isNative ? 'native' : 'role';
  }
  const editable = element as HTMLElement;
  if (editable.isContentEditable === true && element.parentElement?.isContentEditable !== true) return 'editable';
  const listens = errandBench.listensToClicks(element);
  const hand = errandBench.showsHand(element);
  if (listens || hand) return listens && hand ? 'both' : listens ? 'listener' : 'pointer';
  if (element.getAttribute('draggable') === 'true') return 'draggable';
  return errandBench.isTabStop(element) ? 'tab-stop' : undefined;
}

/** One that is there only so that the keys can scroll it is none. */
export function isTabStop(element: Element): boolean {
  const given = element.getAttribute('tabindex');
  if (given === null || !(Number(given) >= 0) || element.matches('iframe, frame, dialog, [role=dialog]')) return false;
  return element.scrollHeight <= element.clientHeight + 4 && element.scrollWidth <= element.clientWidth + 4;
}

export function isNativeControl(element: Element): boolean {
  switch (element.localName) {
    case 'a':
    case 'area':
      return element.hasAttribute('href') || element.hasAttribute('xlink:href');
    case 'button':
    case 'select':
    case 'textarea':
      return true;
    case 'input':
      return (element as HTMLInputElement).type !== 'hidden';
    case 'summary':
      return element.parentElement?.querySelector(':scope > summary') === element;
    case 'label':
      return (element as HTMLLabelElement).control !== null && (element as HTMLLabelElement).control !== undefined;
    default:
      return false;
  }
}

/** Its own listener, or one that a framework keeps for it. */
export function listensToClicks(element: Element): boolean {
  if (['onclick', 'ondblclick', 'onmousedown'].some(name => element.hasAttribute(name))) return true;
  const listeners = getEventListeners(element);
  if (['click', 'dblclick', 'mousedown', 'pointerdown', 'contextmenu'].some(type => (listeners[type]?.length ?? 0) > 0))
    return true;
  const handles = /^on(Click|DoubleClick|MouseDown|PointerDown)(Capture)?$/;
  for (const key of Object.keys(element)) {
    const isProps = key.startsWith('__reactProps$') || key.startsWith('__reactEventHandlers$') || key === '_vei';
    if (!isProps && !/^(__|\$\$)(click|mousedown|pointerdown)$/.test(key)) continue;
    const kept: unknown = Reflect.get(element, key);
    if (!isProps) return kept !== undefined;
    if (typeof kept === 'object' && kept !== null)
      for (const [name, handler] of Object.entries(kept)) if (handles.test(name) && handler) return true;
  }
  return false;
}

/** The outermost element on which the pointer turns into a hand. */
export function showsHand(element: Element): boolean {
  if (getComputedStyle(element).cursor !== 'pointer') return false;
  const parent = errandBench.parentOf(element);
  return parent === undefined || getComputedStyle(parent).cursor !== 'pointer';
}
