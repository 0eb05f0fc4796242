/** Chooses options by their labels: in a native select, or in an ARIA combobox or listbox by opening it and clicking. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';
import { clickElement } from './click.ts';

const SELECT_MS = 6_000;
const OPEN_MS = 2_000;

export async function selectOptions(
  page: Page,
  element: Found,
  wanted: readonly string[],
): Promise<Refusal | undefined> {
  const native = await within(SELECT_MS, 'the list', element.evaluate(chooseNative, [...wanted]));
  switch (native.kind) {
    case 'chosen':
      return undefined;
    case 'unknown':
      return unknownOption(native.missing, native.options);
    case 'not-native':
      return chooseByClicking(page, element, wanted);
    default:
      return native satisfies never;
  }
}

type Native = { kind: 'chosen' } | { kind: 'not-native' } | { kind: 'unknown'; missing: string; options: string[] };

function chooseNative(node: Element, wanted: string[]): Native {
  if (!(node instanceof HTMLSelectElement)) return { kind: 'not-native' };
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  const options = [...node.options].filter(option => !option.disabled);
  const find = (label: string): HTMLOptionElement | undefined =>
    options.find(option => plain(option.label) === plain(label)) ??
    options.find(option => option.value === label) ??
    options.find(option => plain(option.label).startsWith(plain(label)));
  const missing = wanted.find(label => find(label) === undefined);
  if (missing !== undefined) return { kind: 'unknown', missing, options: options.map(option => option.label) };
  const chosen = new Set(wanted.map(find));
  node.focus();
  if (node.multiple) for (const option of node.options) option.selected = chosen.has(option);
  else for (const option of chosen) if (option !== undefined) option.selected = true;
  node.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  node.dispatchEvent(new Event('change', { bubbles: true }));
  return { kind: 'chosen' };
}

/** Opens it where it is closed, waits until options show, clicks the one with the label. */
async function chooseByClicking(page: Page, element: Found, wanted: readonly string[]): Promise<Refusal | undefined> {
  for (const label of wanted) {
    const hasOptions = await within(
      SELECT_MS,
      'the list',
      element.evaluate(node => node.querySelector('[role=option]') !== null),
    );
    const isOpen = await within(
      SELECT_MS,
      'the list',
      element.evaluate(node => node.getAttribute('aria-expanded') === 'true'),
    );
    if (!hasOptions && !isOpen) {
      const covered = await clickElement(page, element);
      if (covered !== undefined) return covered;
    }
    const option = await findOption(element, label);
    if (Array.isArray(option)) return unknownOption(label, option);
    const covered = await clickElement(page, option);
    if (covered !== undefined) return covered;
  }
  return undefined;
}

/** The option, or the labels there are after waiting for it. */
async function findOption(element: Found, label: string): Promise<Found | string[]> {
  const realm = realmOf(element.frame);
  const handle = await within(
    OPEN_MS + 1_000,
    'the options',
    realm.evaluateHandle(
      async (node, asked, ms) => {
        const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
        const listed = (): Element[] => {
          const owned = (node.getAttribute('aria-controls') ?? node.getAttribute('aria-owns') ?? '')
            .split(/\s+/)
            .flatMap(id => (node.getRootNode() as Document).getElementById(id) ?? []);
          const roots = owned.length > 0 ? owned : node.querySelector('[role=option]') !== null ? [node] : [document];
          return roots
            .flatMap(root => [...root.querySelectorAll('[role=option], [role=menuitem], [role=treeitem]')])
            .filter(option => option.checkVisibility());
        };
        const end = performance.now() + ms;
        for (;;) {
          const options = listed();
          const found =
            options.find(option => plain(option.textContent ?? '') === plain(asked)) ??
            options.find(option => plain(option.textContent ?? '').startsWith(plain(asked)));
          if (found !== undefined) return found;
          if (performance.now() > end) return options.map(option => (option.textContent ?? '').trim());
          await new Promise(resolve => setTimeout(resolve, 50));
        }
      },
      element,
      label,
      OPEN_MS,
    ),
  );
  const found = handle.asElement();
  if (found !== null) return found as Found;
  const labels: unknown = await handle.jsonValue();
  return Array.isArray(labels) ? labels.map(String) : [];
}

function unknownOption(missing: string, options: readonly string[]): Refusal {
  const shown = options.slice(0, 30).map(option => JSON.stringify(option));
  return refusal(
    'page.option-unknown',
    `There is no option "${missing}". There are: ${shown.join(', ')}${options.length > 30 ? ', …' : ''}`,
  );
}
