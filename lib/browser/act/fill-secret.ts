/** Brings a secret into a field: asks for it with the field's own origin and kind, and puts it there in one go. Says nothing of it. */

import type { Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { type FieldFacts, fieldKindOf } from '../../domain/secret.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { SecretSource } from '../secret-source.ts';
import type { Said } from './acted.ts';
import { clickElement } from './click.ts';
import type { Field } from './field.ts';
import { whyNoFocus } from './guard-keys.ts';
import { typeInBoxes } from './type-in-boxes.ts';

const LOOK_MS = 4_000;

export interface SecretFill {
  readonly field: Found;
  readonly about: Field;
  /** With placeholders. */
  readonly asked: string;
  readonly secrets: SecretSource;
}

/** Not key by key: a page that moves the focus meanwhile would get the rest of it elsewhere, and in another frame. */
export async function fillSecret(page: Page, { field, about, asked, secrets }: SecretFill): Promise<Said> {
  const seen = await within(LOOK_MS, 'the field', field.evaluate(lookAtField));
  const facts: FieldFacts = { ...seen, boxes: about.boxes };
  const resolved = await secrets.resolve(asked, facts);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  if (about.boxes > 2 && value.length <= about.boxes && fieldKindOf(facts) === 'one-time-code') {
    // Each box takes one character, from keys only; the code is worth nothing in half a minute.
    const said = await typeInBoxes(page, field, value);
    return said !== undefined && 'ok' in said ? said : { changed: true, note: `filled in over ${value.length} boxes` };
  }
  const refused = await clickElement(page, field);
  if (refused !== undefined) return refused;
  const { origin, type } = facts;
  const came = await within(LOOK_MS, 'the field', field.evaluate(insertSecret, { value, origin, type }));
  switch (came) {
    case 'done':
      return { changed: true };
    case 'differs':
      return { changed: true, note: 'what the field holds differs from the secret' };
    case 'moved':
      return refusal('secret.wrong-field', 'The field became another one when it was clicked.');
    case 'unfocused':
      return whyNoFocus(field, 'The field does not take the focus.');
    default:
      return came satisfies never;
  }
}

type Seen = Omit<FieldFacts, 'boxes'>;

/** A form's own fields may stand in front of its methods under their names, so these are taken from the prototype. Runs in the page. */
function lookAtField(node: Element): Seen {
  const isInput = node instanceof HTMLInputElement;
  const isText = node instanceof HTMLTextAreaElement;
  const attribute = (of: Element, name: string): string => Element.prototype.getAttribute.call(of, name) ?? '';
  const form = isInput || isText ? node.form : null;
  const labels = isInput || isText ? [...(node.labels ?? [])].map(label => label.textContent) : [];
  const own = ['aria-label', 'placeholder', 'name', 'id'].map(name => attribute(node, name));
  const words = [...own, ...labels]
    .join(' ')
    .replace(/[_\s-]+/g, ' ')
    .slice(0, 400);
  const isSearch =
    attribute(node, 'role') === 'searchbox' ||
    node.closest('[role=search], search') !== null ||
    /^(q|query|search|keywords?)$/i.test(attribute(node, 'name')) ||
    /\bsearch\b/i.test(words) ||
    (form !== null && /^get$/i.test(attribute(form, 'method')));
  const senders = form === null ? [] : [form, ...Element.prototype.querySelectorAll.call(form, '[formaction]')];
  const sentTo = senders.flatMap(one => {
    const address = attribute(one, one === form ? 'action' : 'formaction');
    if (address === '' || !URL.canParse(address, document.baseURI)) return [];
    const { origin, protocol } = new URL(address, document.baseURI);
    return /^https?:$/.test(protocol) && origin !== self.origin ? [origin] : [];
  });
  return {
    origin: self.origin,
    ...(sentTo[0] === undefined ? {} : { sendsTo: sentTo[0] }),
    type: isInput ? node.type : isText ? 'textarea' : 'editable',
    autocomplete: attribute(node, 'autocomplete'),
    words,
    isSearch,
  };
}

interface Insertion {
  readonly value: string;
  readonly origin: string;
  readonly type: string;
}

/** In one turn of the page's own thread: nothing can come between the look and the value. Runs in the page. */
function insertSecret(node: Element, { value, origin, type }: Insertion): 'done' | 'differs' | 'moved' | 'unfocused' {
  const field = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement ? node : undefined;
  const now = node instanceof HTMLInputElement ? node.type : field === undefined ? 'editable' : 'textarea';
  if (self.origin !== origin || now !== type || !node.isConnected) return 'moved';
  (node as HTMLElement).focus();
  const root = node.getRootNode() as Document | ShadowRoot;
  if (root.activeElement !== node) return 'unfocused';
  if (field === undefined) getSelection()?.selectAllChildren(node);
  else field.select();
  document.execCommand('insertText', false, value);
  if (field === undefined) return (node as HTMLElement).innerText.trim() === value.trim() ? 'done' : 'differs';
  if (field.value !== value && (now !== 'password' || field.value === '')) {
    // The page swallows what is typed; what a script sets and tells it may take.
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  return field.value === value ? 'done' : 'differs';
}
