/** Types a value into a field as a person would, replacing what is there. Dates and the like are set, with the events a page expects. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { clickElement } from './click.ts';

const FILL_MS = 10_000;
/** Longer values are inserted at once: ten thousand key presses would take minutes. */
const TYPED_CHARS = 200;

type FieldKind = 'text' | 'set' | 'readonly' | 'disabled' | 'not-a-field';

export async function fillElement(page: Page, element: Found, value: string): Promise<Refusal | undefined> {
  const kind = await within(FILL_MS, 'the page', element.evaluate(kindOfField));
  switch (kind) {
    case 'disabled':
    case 'readonly':
      return refusal('page.not-interactable', `The field is ${kind}.`);
    case 'not-a-field':
      return refusal('page.not-interactable', 'The element is not a text field.');
    case 'set':
      return setValue(element, value);
    case 'text': {
      const covered = await clickElement(page, element);
      if (covered !== undefined) return covered;
      await within(FILL_MS, 'the field', element.evaluate(selectAll));
      if (value === '') await within(FILL_MS, 'the keyboard', page.keyboard.press('Backspace'));
      else if (value.length > TYPED_CHARS || /\n/.test(value))
        await within(FILL_MS, 'the keyboard', page.keyboard.sendCharacter(value));
      else await within(FILL_MS, 'the keyboard', page.keyboard.type(value));
      return undefined;
    }
    default:
      return kind satisfies never;
  }
}

function kindOfField(node: Element): FieldKind {
  if (node.matches(':disabled')) return 'disabled';
  if ((node as HTMLInputElement).readOnly === true) return 'readonly';
  if (node instanceof HTMLTextAreaElement || (node as HTMLElement).isContentEditable) return 'text';
  if (!(node instanceof HTMLInputElement))
    return /^(textbox|searchbox|combobox|spinbutton)$/.test(node.getAttribute('role') ?? '') ? 'text' : 'not-a-field';
  if (/^(checkbox|radio|submit|button|reset|image|file|hidden)$/.test(node.type)) return 'not-a-field';
  return /^(date|time|datetime-local|month|week|color|range)$/.test(node.type) ? 'set' : 'text';
}

function selectAll(node: Element): void {
  if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
    node.focus();
    node.select();
    return;
  }
  (node as HTMLElement).focus();
  const range = document.createRange();
  range.selectNodeContents(node);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}

/** Pickers differ by machine and language; their value has one form. The native setter, because frameworks overlay the property. */
async function setValue(element: Found, value: string): Promise<Refusal | undefined> {
  const now = await within(
    FILL_MS,
    'the field',
    element.evaluate((node, wanted) => {
      const input = node as HTMLInputElement;
      input.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, wanted);
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
      return { value: input.value, type: input.type };
    }, value),
  );
  if (now.value !== '') return undefined;
  return refusal(
    'page.not-interactable',
    `The ${now.type} field does not take "${value}"; dates are YYYY-MM-DD, times HH:MM.`,
  );
}
