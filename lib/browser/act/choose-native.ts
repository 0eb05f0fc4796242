/** Chooses options of a native select by their labels, with the events a page expects: its popup is the machine's and hears no mouse of ours. Runs in the page. */

export type Chosen =
  | { kind: 'chosen'; isChanged: boolean; labels: string[] }
  | { kind: 'not-native' }
  | { kind: 'disabled'; label: string }
  | { kind: 'one-only' }
  | { kind: 'unknown'; missing: string; options: string[] };

/** The select itself, a label's, or the only one inside. */
export function chooseNative(node: Element, wanted: string[]): Chosen {
  const selectOf = (): HTMLSelectElement | undefined => {
    const own = node instanceof HTMLLabelElement ? node.control : node;
    if (own instanceof HTMLSelectElement) return own;
    const inner = [...node.querySelectorAll('select')].filter(errand.isShown);
    return inner.length === 1 ? inner[0] : undefined;
  };
  const select = selectOf();
  if (select === undefined) return { kind: 'not-native' };
  if (select.matches(':disabled')) return { kind: 'disabled', label: '' };
  if (!select.multiple && wanted.length > 1) return { kind: 'one-only' };
  const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const options = [...select.options].filter(option => !option.hidden);
  const groupOf = (option: HTMLOptionElement): string =>
    option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : '';
  /** One label may stand in several groups: `Fruit > Apple` names the group too. */
  const inGroup = (option: HTMLOptionElement): string => `${plain(groupOf(option))} ${plain(option.label)}`;
  const find = (label: string): HTMLOptionElement | undefined => {
    const asked = plain(label);
    const path = plain(label.replace(/\s*[>/:›»]\s*/g, ' '));
    const starts = options.filter(option => asked !== '' && plain(option.label).startsWith(asked));
    const holding = options.filter(option => asked !== '' && plain(option.label).includes(asked));
    return (
      options.find(option => plain(option.label) === asked && !option.disabled) ??
      options.find(option => option.value === label) ??
      options.find(option => groupOf(option) !== '' && inGroup(option) === path) ??
      options.find(option => plain(option.label) === asked) ??
      (starts.length > 0 ? starts[0] : holding.length === 1 ? holding[0] : undefined)
    );
  };
  const found = wanted.map(find);
  const at = found.indexOf(undefined);
  if (at >= 0) {
    const shown = options.filter(option => !option.disabled).map(option => option.label);
    return { kind: 'unknown', missing: wanted[at] ?? '', options: shown };
  }
  const off = found.find(option => option?.disabled === true || option?.parentElement?.matches(':disabled') === true);
  if (off !== undefined) return { kind: 'disabled', label: off.label };
  const before = [...select.options].map(option => option.selected).join();
  const chosen = new Set(found);
  select.focus();
  if (select.multiple) for (const option of select.options) option.selected = chosen.has(option);
  else for (const option of chosen) if (option !== undefined) option.selected = true;
  const isChanged = [...select.options].map(option => option.selected).join() !== before;
  const labels = [...select.selectedOptions].map(option => option.label);
  if (isChanged) {
    select.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }
  return { kind: 'chosen', isChanged, labels };
}

/** After the page is at rest: what the select shows. */
export function nativeShows(node: Element): string[] | undefined {
  const own = node instanceof HTMLLabelElement ? node.control : node;
  const select = own instanceof HTMLSelectElement ? own : node.querySelector('select');
  return select === null || !select.isConnected ? undefined : [...select.selectedOptions].map(option => option.label);
}
