/** Reads what a person has filled in and where things are scrolled to, with the way back to each. Runs in the isolated world; changes nothing. */

import type { Locators } from '../../domain/locator.ts';

export interface FieldLimits {
  readonly fields: number;
  readonly boxes: number;
  readonly chars: number;
  readonly ms: number;
}

/** What a field holds; `value` of a secret one never leaves the process that asked. */
export type Holding =
  | { kind: 'text'; value: string; isSecret: boolean; isFormatted: boolean }
  | { kind: 'options'; labels: string[] }
  | { kind: 'ticked'; on: boolean }
  | { kind: 'files'; count: number }
  | { kind: 'long'; chars: number };

export type OwnLocators = Omit<Locators, 'frames'>;

export interface FieldsRead {
  readonly title: string;
  readonly fields: { locators: OwnLocators; holding: Holding }[];
  readonly scroll: { locators?: OwnLocators; x: number; y: number }[];
  /** Fields and boxes that were not looked at. */
  readonly left: number;
}

/** A field that shows what it showed from the start, as far as that can be told, is left out; frameworks hide that, and then it is in. */
export function readFields({ fields: mostFields, boxes: mostBoxes, chars, ms }: FieldLimits): FieldsRead {
  const end = performance.now() + ms;
  const read: FieldsRead & { left: number } = { title: document.title, fields: [], scroll: [], left: 0 };
  const holdingOf = (one: Element): Holding | undefined => {
    if (one instanceof HTMLSelectElement) {
      const labels = [...one.selectedOptions].map(option => option.label);
      const [first] = one.options;
      const isFirst = !one.multiple && one.selectedIndex <= 0 && (first === undefined || !first.defaultSelected);
      const isGiven = [...one.options].every(option => option.selected === option.defaultSelected);
      return isGiven || (isFirst && ![...one.options].some(option => option.defaultSelected))
        ? undefined
        : { kind: 'options', labels };
    }
    if (one instanceof HTMLInputElement && /^(checkbox|radio)$/.test(one.type)) {
      if (one.type === 'radio' && !one.checked) return undefined;
      return one.checked || one.defaultChecked ? { kind: 'ticked', on: one.checked } : undefined;
    }
    if (one instanceof HTMLInputElement && one.type === 'file')
      return one.files !== null && one.files.length > 0 ? { kind: 'files', count: one.files.length } : undefined;
    const isInput = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement;
    const value = isInput ? one.value : (one as HTMLElement).innerText;
    if (isInput ? value === '' && one.defaultValue === '' : value.trim() === '') return undefined;
    if (value.length > chars) return { kind: 'long', chars: value.length };
    const isFormatted = !isInput && one.querySelector(':not(br, p, div, span)') !== null;
    return { kind: 'text', value, isSecret: errand.isSensitive(one), isFormatted };
  };
  const selector =
    'input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), textarea, select, [contenteditable]:not([contenteditable=false])';
  const { roots } = errand.rootsIn(4_000);
  for (const root of roots)
    for (const one of root.querySelectorAll<HTMLElement>(selector)) {
      const isReadonly = (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) && one.readOnly;
      const isInside = one.hasAttribute('contenteditable') && one.parentElement?.isContentEditable === true;
      if (isReadonly || isInside || one.matches(':disabled')) continue;
      const holding = holdingOf(one);
      // A box that a page draws itself is found and clicked by its label.
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
      const shown = [one, ...labels].find(errand.isShown);
      if (holding === undefined || shown === undefined) continue;
      if (read.fields.length >= mostFields || performance.now() > end) read.left += 1;
      else read.fields.push({ locators: errand.locatorsOf(shown), holding });
    }
  const main = document.scrollingElement ?? document.documentElement;
  if (main.scrollTop !== 0 || main.scrollLeft !== 0) read.scroll.push({ x: main.scrollLeft, y: main.scrollTop });
  for (const root of roots)
    for (const one of [...root.querySelectorAll('*')].slice(0, 20_000)) {
      if (performance.now() > end + 100) break;
      if ((one.scrollTop === 0 && one.scrollLeft === 0) || one === main || !errand.isScrollBox(one)) continue;
      if (read.scroll.length >= mostBoxes || performance.now() > end) read.left += 1;
      else read.scroll.push({ locators: errand.locatorsOf(one), x: one.scrollLeft, y: one.scrollTop });
    }
  return read;
}
