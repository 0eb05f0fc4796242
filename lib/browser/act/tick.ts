/** Brings a checkbox, radio or switch into a state by clicking it, and looks whether it took. */

import type { Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { clickElement } from './click.ts';

const TICK_MS = 3_000;

type State = boolean | 'no-state';

export async function tickElement(page: Page, element: Found, on: boolean): Promise<Said> {
  const before = await within(TICK_MS, 'the page', element.evaluate(stateOf));
  if (before === 'no-state')
    return refusal('page.not-interactable', 'The element is no checkbox, radio or switch; click it instead.');
  if (before === on) return { changed: false, note: `it is ${on ? 'ticked' : 'unticked'} already` };
  const refused = await clickElement(page, element);
  if (refused !== undefined) return refused;
  const after = await within(TICK_MS, 'the page', element.evaluate(stateOf)).catch((): State => on);
  if (after === on || after === 'no-state') return undefined;
  return refusal(
    'page.not-interactable',
    `It was clicked, but it is still ${on ? 'not ticked' : 'ticked'}; a radio cannot be unticked, choose another.`,
  );
}

function stateOf(node: Element): State {
  const field = node instanceof HTMLLabelElement ? node.control : node;
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return field.checked;
  const said =
    node.getAttribute('aria-checked') ?? node.getAttribute('aria-pressed') ?? node.getAttribute('aria-selected');
  return said === null ? 'no-state' : said === 'true';
}
