/** Brings a value into a field as its kind wants it, and looks at the end whether it has stayed. Never sends the form. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { hasPlaceholder } from '../../domain/secret.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { SecretSource } from '../secret-source.ts';
import type { Said } from './acted.ts';
import { describeField, type Field, fieldOf } from './field.ts';
import { fillSecret } from './fill-secret.ts';
import { pickValue } from './pick-value.ts';
import { slideTo } from './slide-to.ts';
import { typeInBoxes } from './type-in-boxes.ts';
import { typeInto } from './type-into.ts';

const LOOK_MS = 4_000;

export async function fillElement(page: Page, element: Found, value: string, secrets?: SecretSource): Promise<Said> {
  const handle = await within(LOOK_MS, 'the field', element.evaluateHandle(fieldOf));
  const field = (handle.asElement() ?? element) as Found;
  const about = await within(LOOK_MS, 'the field', field.evaluate(describeField));
  const refused = refuseFor(about) ?? (await refuseReadonly(field, about));
  if (refused !== undefined) return refused;
  if (secrets !== undefined && hasPlaceholder(value)) return fillSecret(page, { field, about, asked: value, secrets });
  switch (about.kind) {
    case 'typed': {
      const characters = value.replace(/[\s-]/g, '');
      const isCode = about.boxes > 2 && characters.length > 1 && characters.length <= about.boxes;
      return isCode ? typeInBoxes(page, field, characters) : typeInto(page, field, about, value);
    }
    case 'editable':
      return typeInto(page, field, about, value);
    case 'picked':
      return pickValue(field, about.type, value);
    case 'slid':
      return slideTo(page, field, value);
    default:
      return refusal('page.not-interactable', 'The element is not a text field.');
  }
}

function refuseFor({ kind, off }: Field): Refusal | undefined {
  if (kind === 'list') return refusal('page.not-interactable', 'It is a list: choose with select.');
  if (kind === 'ticked') return refusal('page.not-interactable', 'It is a checkbox, radio or switch: use tick.');
  if (kind === 'files') return refusal('page.not-interactable', 'It takes files: use upload.');
  if (kind === 'none') return refusal('page.not-interactable', 'The element is not a text field.');
  return off === 'disabled' ? refusal('page.not-interactable', 'The field is disabled.') : undefined;
}

/** Against the browser's own filling in, pages make a field readonly until it has the focus. */
async function refuseReadonly(field: Found, { off }: Field): Promise<Refusal | undefined> {
  if (off !== 'readonly') return undefined;
  await within(LOOK_MS, 'the field', field.focus());
  const now = await within(LOOK_MS, 'the field', field.evaluate(describeField));
  return now.off === 'readonly'
    ? refusal('page.not-interactable', 'The field is readonly: perhaps clicking it opens something to choose from.')
    : undefined;
}
