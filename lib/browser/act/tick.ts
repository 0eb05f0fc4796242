/** Brings a checkbox, radio or switch into a state by clicking it, and looks at the end whether it took. */

import type { Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { clickElement } from './click.ts';

const TICK_MS = 3_000;

type State = boolean | 'mixed' | 'none' | 'sends';

export async function tickElement(page: Page, element: Found, on: boolean): Promise<Said> {
  const handle = await within(TICK_MS, 'the page', element.evaluateHandle(boxOf));
  const box = (handle.asElement() ?? element) as Found;
  const before = await within(TICK_MS, 'the page', box.evaluate(stateOf));
  if (before === 'none')
    return refusal('page.not-interactable', 'The element is no checkbox, radio or switch; click it instead.');
  if (before === 'sends') return refusal('page.not-interactable', 'The element sends a form; click it instead.');
  if (before === on) return { changed: false, untouched: true, note: `it is ${on ? 'ticked' : 'unticked'} already` };
  if (!on && (await within(TICK_MS, 'the page', box.evaluate(isRadio))))
    return refusal('page.not-interactable', 'A radio cannot be unticked: tick another of its group.');
  const refused = await clickElement(page, box);
  if (refused !== undefined) return refused;
  // From "partly" a click may lead to either state first.
  const now = before === 'mixed' ? await within(TICK_MS, 'the page', box.evaluate(stateOf)) : on;
  const again = now === on || now === 'mixed' ? undefined : await clickElement(page, box);
  if (again !== undefined) return again;
  return {
    changed: false,
    after: async () => {
      const after = await within(TICK_MS, 'the page', box.evaluate(stateOf));
      if (typeof after !== 'boolean' || after === on) return undefined;
      return refusal('page.not-interactable', `It was clicked, but it is still ${on ? 'not ticked' : 'ticked'}.`);
    },
  };
}

/** The control itself, a label's, or the only one inside. Runs in the page. */
function boxOf(node: Element): Element {
  const boxes =
    'input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio], [role=menuitemcheckbox], [role=menuitemradio]';
  if (node instanceof HTMLLabelElement && node.control !== null) return node.control;
  if (node.matches(boxes) || ['checked', 'pressed', 'selected'].some(state => node.hasAttribute(`aria-${state}`)))
    return node;
  const inner = [...(errand.shadowOf(node)?.querySelectorAll(boxes) ?? []), ...node.querySelectorAll(boxes)];
  return inner.length === 1 && inner[0] !== undefined ? inner[0] : node;
}

function stateOf(node: Element): State {
  if (!node.isConnected) return 'none';
  if (node instanceof HTMLInputElement && /^(checkbox|radio)$/.test(node.type))
    return node.indeterminate ? 'mixed' : node.checked;
  const isSubmit = node instanceof HTMLButtonElement && node.type === 'submit' && node.form !== null;
  // A toggle that sends its form needs the consent to send.
  if (isSubmit || (node instanceof HTMLInputElement && /^(submit|image)$/.test(node.type))) return 'sends';
  const said =
    node.getAttribute('aria-checked') ?? node.getAttribute('aria-pressed') ?? node.getAttribute('aria-selected');
  return said === null ? 'none' : said === 'mixed' ? 'mixed' : said === 'true';
}

function isRadio(node: Element): boolean {
  return node.matches('input[type=radio], [role=radio], [role=menuitemradio]');
}
