/**
 * Sets fields whose pickers differ by machine and language: dates, times, colours, ranges. Their value has one form, so it is set, with
 * the events that a page expects; these alone of all inputs are not typed.
 */

import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { pickerForm } from './picker-form.ts';

const PICK_MS = 4_000;

export async function pickValue(field: Found, type: string, value: string): Promise<Said> {
  const form = pickerForm(type, value);
  const now = await within(PICK_MS, 'the field', field.evaluate(setValue, form));
  if (now.value === '' && form !== '')
    return refusal(
      'page.not-interactable',
      `The ${type} field does not take ${quote(value)}; it takes ${FORMS[type] ?? 'another form'}.`,
    );
  const said = (note: string): Said => ({ changed: now.isChanged, note });
  if (type === 'range' && Number(now.value) !== Number(form)) {
    const isOutside = Number(form) < Number(now.least) || Number(form) > Number(now.most);
    const steps = now.step === '' ? '' : ` in steps of ${now.step}`;
    return said(
      isOutside
        ? `it goes from ${now.least} to ${now.most} only, and is at ${now.value}`
        : `it goes${steps}, and is at ${now.value}, the nearest`,
    );
  }
  if (now.wrong !== '') return said(`the form finds it wrong: ${quote(now.wrong, 120)}`);
  return now.isChanged ? { changed: true } : { changed: false, untouched: true, note: 'it has this value already' };
}

const FORMS: Readonly<Record<string, string>> = {
  date: 'YYYY-MM-DD',
  time: 'HH:MM',
  'datetime-local': 'YYYY-MM-DDTHH:MM',
  month: 'YYYY-MM',
  week: 'YYYY-Www, such as 2026-W07',
  color: '#rrggbb',
  range: 'a number',
};

interface Now {
  readonly value: string;
  readonly isChanged: boolean;
  readonly wrong: string;
  readonly least: string;
  readonly most: string;
  readonly step: string;
}

/** With the setter of the browser: frameworks put their own over the property, and would miss the change. Runs in the page. */
function setValue(node: Element, wanted: string): Now {
  const input = node as HTMLInputElement;
  const before = input.value;
  input.focus();
  const set = (value: string): void =>
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
  let form = wanted;
  if (input.type === 'color' && !/^#[\da-f]{6}$/i.test(form)) {
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas !== null && CSS.supports('color', form)) {
      canvas.fillStyle = form;
      form = canvas.fillStyle;
    } else form = '';
  }
  const isTaken =
    input.type === 'range' ? form !== '' && !Number.isNaN(Number(form)) : input.type !== 'color' || form !== '';
  if (isTaken) set(form);
  const isRefused = !isTaken || (input.value === '' && wanted !== '');
  if (isRefused) set(before);
  if (!isRefused && input.value !== before) {
    input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }
  const isRange = input.type === 'range';
  return {
    value: isRefused ? '' : input.value,
    isChanged: input.value !== before,
    wrong:
      input.validity.valid || input.validity.valueMissing || input.validity.customError ? '' : input.validationMessage,
    least: input.min || (isRange ? '0' : ''),
    most: input.max || (isRange ? '100' : ''),
    step: input.step,
  };
}
