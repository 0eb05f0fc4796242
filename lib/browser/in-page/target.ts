/** What the police and the hands must know of an element: where it leads, whether it sends a form. Runs in the page. */

import type { SentValue } from '../../domain/approval.ts';
import type { PageTarget } from './walked.ts';

export function targetOf(
  element: Element,
  { ref, role, name }: { ref: string; role: string; name: string },
): PageTarget {
  const field = element instanceof HTMLLabelElement ? element.control : element;
  const inputType = field instanceof HTMLInputElement || field instanceof HTMLButtonElement ? field.type : undefined;
  const form = (element as HTMLInputElement).form ?? null;
  const submits =
    form !== null &&
    (inputType === 'submit' ||
      inputType === 'image' ||
      (/^(textbox|searchbox|combobox|spinbutton|date)$/.test(role) && element.tagName === 'INPUT'));
  const sends = form !== null && /^(button|textbox|searchbox|clickable)$/.test(role) ? errand.sendsOf(form) : undefined;
  const presses = /^(button|link|clickable|menuitem)$/.test(role);
  const asks = presses ? errand.questionAround(element, name) : undefined;
  const link = element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement ? element : null;
  return {
    ref,
    role,
    name,
    ...(link !== null && link.href !== '' ? { href: link.href } : {}),
    ...(inputType === undefined || inputType === '' ? {} : { inputType }),
    ...(submits ? { submits } : {}),
    ...(sends === undefined ? {} : { sends }),
    ...(asks === undefined ? {} : { asks }),
    ...(link?.hasAttribute('download') === true ? { downloads: true } : {}),
  };
}

/**
 * What the dialog around a button that only says yes says itself: "Delete all?". The outermost box with few words that is called
 * a dialog by its role or, where sites draw their own, by its class.
 */
export function questionAround(element: Element, name: string): string | undefined {
  const most = 300;
  const label = name
    .toLowerCase()
    .replace(/[^\p{L}\p{M} ]/gu, '')
    .trim();
  const yes =
    /^(?:ok|okay|yes|confirm|continue|proceed|go ahead|do it|sure|im sure|i am sure|apply|submit|ja|oui|si|sí|sì|sim|tak|да|نعم|כן|はい|예|是|确定|确认|確定|確認|확인|bestätigen|weiter|confirmer|continuer|confirmar|continuar|conferma|continua|bevestigen|bekräfta|potwierdź|подтвердить|продолжить)$|^(?:yes|ja|oui|sí|да) /u;
  if (!yes.test(label)) return undefined;
  const boxes =
    'dialog, [role=dialog], [role=alertdialog], [aria-modal=true], [class*=modal i], [class*=dialog i], [class*=confirm i], [class*=popup i], [class*=popover i]';
  let asked: string | undefined;
  for (let up = errand.parentOf(element); up !== undefined && up !== document.body; up = errand.parentOf(up)) {
    const words = errand.textOf(up, most + 1);
    if (words.length > most) break;
    if (up.matches(boxes)) asked = words;
  }
  // "Order summary … Continue" asks nothing.
  return asked !== undefined && /[?？؟]|\bsure\b|\bundone\b/i.test(asked) ? asked : undefined;
}

/** What kind of form it is: what it asks for tells what sending it means. */
export function sendsOf(form: HTMLFormElement): NonNullable<PageTarget['sends']> {
  // A form may have fields that are called like its own functions.
  const { getAttribute, querySelector } = Element.prototype;
  const given = (getAttribute.call(form, 'method') ?? 'get').toLowerCase();
  const has = (selector: string): boolean => querySelector.call(form, selector) !== null;
  return {
    method: given === 'post' || given === 'dialog' ? given : 'get',
    ...(has('input[type=password]') ? { password: true } : {}),
    ...(has('[autocomplete^=cc-], [name*=cardnumber i], [name=cc i], [id*=cardnumber i]') ? { card: true } : {}),
    ...(has('textarea, [contenteditable=""], [contenteditable=true]') ? { words: true } : {}),
  };
}

/**
 * What would go out with an activation: the fields of its form, or of the part of the page it stands in, with what they hold.
 * Passwords only as that they are filled; hidden fields by the names they have. At most 200 fields of 2,000 characters.
 */
export function valuesSentBy(element: Element): SentValue[] {
  const field = element instanceof HTMLLabelElement ? element.control : element;
  const form = (field as HTMLInputElement | null)?.form ?? element.closest('form');
  const box = element.closest(
    'dialog, [role=dialog], [role=alertdialog], form, [role=form], fieldset, section, article, main',
  );
  const kinds = 'input, select, textarea, [contenteditable=""], [contenteditable=true]';
  // Fields may belong to a form that they do not stand in. A form may have a field that is called like a function of its own.
  const fields =
    form === null
      ? [...(box ?? document.body).querySelectorAll(kinds)]
      : [
          ...Element.prototype.querySelectorAll.call(form, kinds),
          ...[...document.querySelectorAll('[form]')].filter(one => 'form' in one && one.form === form),
        ];
  const values: SentValue[] = [];
  for (const one of fields) {
    if (values.length >= 200 || one.matches(':disabled, fieldset, button, output, object')) continue;
    const isHidden = one instanceof HTMLInputElement && one.type === 'hidden';
    const label = isHidden ? one.name : errand.accessibleName(one);
    if (one instanceof HTMLInputElement) {
      if (/^(submit|button|reset|image)$/.test(one.type)) continue;
      if (/^(checkbox|radio)$/.test(one.type)) {
        if (one.checked) values.push({ label, value: one.value === 'on' ? 'yes' : one.value.slice(0, 2_000) });
        continue;
      }
      if (one.type === 'password') {
        if (one.value !== '') values.push({ label, value: '(a password)' });
        continue;
      }
      // A page's own tokens change from one look to the next and say nothing to a person.
      if (isHidden && /csrf|token|nonce|^_|viewstate|timestamp/i.test(one.name)) continue;
    }
    const value = errand.currentValue(one) ?? (isHidden ? (one as HTMLInputElement).value : '');
    if (value !== '') values.push({ label, value: value.slice(0, 2_000) });
  }
  return values;
}
