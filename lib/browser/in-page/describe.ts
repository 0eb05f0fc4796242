/** One control as one line: ref, role, name, value, states, options. Every string of the page is quoted. Runs in the page. */

import type { Trip } from './trip.ts';

/** A password is never shown; that there is one is a state. */
export function currentValue(element: Element): string | undefined {
  if (element instanceof HTMLSelectElement) return [...element.selectedOptions].map(option => option.label).join(', ');
  if (element instanceof HTMLTextAreaElement) return element.value;
  if (element instanceof HTMLInputElement) {
    if (/^(checkbox|radio|submit|button|reset|image|password)$/.test(element.type)) return undefined;
    if (element.type === 'file') return [...(element.files ?? [])].map(file => file.name).join(', ') || undefined;
    return element.value === '' ? undefined : element.value;
  }
  if ((element as HTMLElement).isContentEditable) return errand.textOf(element, 200) || undefined;
  return element.getAttribute('aria-valuetext') ?? element.getAttribute('aria-valuenow') ?? undefined;
}

export function statesOf(element: Element): string[] {
  const states: string[] = [];
  const aria = (name: string): string | null => element.getAttribute(`aria-${name}`);
  const field = ((element instanceof HTMLLabelElement ? element.control : element) ?? element) as HTMLInputElement;
  if (field.matches(':disabled') || aria('disabled') === 'true') states.push('disabled');
  if (element.closest('[inert]') !== null) states.push('inert');
  if (field.checked === true || aria('checked') === 'true') states.push('checked');
  if (aria('checked') === 'mixed' || field.indeterminate === true) states.push('mixed');
  if (aria('pressed') === 'true') states.push('pressed');
  if (aria('selected') === 'true') states.push('selected');
  // What is chosen often shows only by a class.
  const isMarked = /(?:^|\s)(?:is-)?(?:selected|active|chosen|checked)(?:\s|$)/.test(
    element.getAttribute('class') ?? '',
  );
  if (isMarked && aria('selected') === null && aria('pressed') === null && !(field.checked === true))
    states.push('marked');
  if (aria('current') !== null && aria('current') !== 'false') states.push('current');
  if (aria('expanded') !== null) states.push(aria('expanded') === 'true' ? 'expanded' : 'collapsed');
  if (element instanceof HTMLElement && element.tagName === 'SUMMARY')
    states.push((element.parentElement as HTMLDetailsElement | null)?.open ? 'expanded' : 'collapsed');
  if (errand.memory.hovering.has(element)) states.push('more under the pointer');
  if (aria('haspopup') !== null && aria('haspopup') !== 'false') states.push('has popup');
  // A head that sorts is often a button in the cell that says how.
  const sorted = aria('sort') ?? element.closest('th, [role=columnheader]')?.getAttribute('aria-sort') ?? '';
  if (/^(ascending|descending)$/.test(sorted)) states.push(sorted);
  if (element instanceof HTMLMediaElement) states.push(element.paused ? 'paused' : 'playing');
  if (field.required === true || aria('required') === 'true') states.push('required');
  if (field.readOnly === true || aria('readonly') === 'true') states.push('readonly');
  if (aria('multiselectable') === 'true' || (element instanceof HTMLSelectElement && element.multiple))
    states.push('multiple');
  if (element.getAttribute('draggable') === 'true') states.push('draggable');
  if (element instanceof HTMLInputElement && element.type === 'password')
    states.push(element.value === '' ? 'password' : 'password, filled');
  const wrong = errand.wrongOf(field);
  if (wrong !== undefined) states.push(wrong);
  const root = element.getRootNode();
  if ((root instanceof ShadowRoot ? root.activeElement : document.activeElement) === element) states.push('focused');
  return states;
}

/** That a field is invalid, and why where the page or the browser says so. */
export function wrongOf(field: HTMLInputElement): string | undefined {
  const given = field.getAttribute('aria-invalid');
  const isNative = field.matches('input:user-invalid, select:user-invalid, textarea:user-invalid');
  if (!isNative && (given === null || given === 'false')) return undefined;
  const ids = `${field.getAttribute('aria-errormessage') ?? ''} ${field.getAttribute('aria-describedby') ?? ''}`;
  const root = field.getRootNode() as Document | ShadowRoot;
  const said = ids
    .split(/\s+/)
    .flatMap(id => (id === '' ? [] : (root.getElementById(id) ?? [])))
    .map(element => errand.textOf(element, 120))
    .filter(text => text !== '')
    .join(' ');
  const why = said || (isNative ? field.validationMessage : '');
  return why === '' ? 'invalid' : `invalid: ${JSON.stringify(why.slice(0, 160))}`;
}

export interface Described {
  readonly ref: string;
  readonly role: string;
  readonly text: string;
  /** All options, where the line shows only some. */
  readonly options: string | undefined;
  readonly inView: boolean;
  /** In view and under nothing. */
  readonly usable: boolean;
}

/** Gives the element its ref, makes it a target, and says it in a line. */
export function describeControl(trip: Trip, element: Element): Described {
  const quote = (text: string, limit: number): string =>
    JSON.stringify(text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
  const shownOptions = 12;
  const given = errand.roleOf(element);
  const role = /^(generic|article|row|gridcell|cell)$/.test(given) ? 'clickable' : given;
  const name = errand.accessibleName(element);
  const ref = errand.refOf(element, `${given}|${name}`);
  trip.targets.push(errand.targetOf(element, { ref, role, name }));
  const inView = errand.isVisibleIn(element, trip.clip);
  const states = errand.statesOf(element);
  const start = performance.now();
  // Where hit-testing is slow, what is covered shows when it is clicked.
  const cover = inView && trip.hitMs < 300 ? errand.coveredBy(element, trip.clip) : undefined;
  trip.hitMs += performance.now() - start;
  if (cover !== undefined) {
    // What lies over the whole page is named twice; said of every line it would cost more than the page.
    const times = (trip.covers.get(cover) ?? 0) + 1;
    trip.covers.set(cover, times);
    states.push(times > 2 ? 'covered' : `covered by ${quote(cover, 60)}`);
  }
  let line = `[${ref}] ${role} ${quote(name, 120)}`;
  const value = errand.currentValue(element);
  const least = element.getAttribute('min') ?? element.getAttribute('aria-valuemin');
  const most = element.getAttribute('max') ?? element.getAttribute('aria-valuemax');
  if (least !== null && most !== null && least.length < 20 && most.length < 20)
    states.push(`from ${quote(least, 20)} to ${quote(most, 20)}`);
  if (value !== undefined) line += ` = ${quote(value, 200)}`;
  if (/^(listbox|tree)$/.test(role) && errand.isScrollBox(element))
    states.push(`scrolls ${Math.round(element.scrollTop)} of ${element.scrollHeight - element.clientHeight} px`);
  const list =
    element instanceof HTMLInputElement ? element.list : element instanceof HTMLSelectElement ? element : null;
  let all: string | undefined;
  if (list !== null) {
    const options = [...list.options].filter(option => !option.hidden).map(option => option.label || option.value);
    if (options.length > shownOptions) all = options.join('\n').slice(0, 8_000);
    const more = options.length > shownOptions ? `, … ${options.length - shownOptions} more` : '';
    line += ` options: ${options
      .slice(0, shownOptions)
      .map(option => quote(option, 60))
      .join(', ')}${more}`;
  }
  const placeholder = element.getAttribute('placeholder');
  if (placeholder !== null && placeholder !== '' && placeholder !== name && value === undefined)
    line += ` placeholder ${quote(placeholder, 60)}`;
  const text = states.length === 0 ? line : `${line} (${states.join(', ')})`;
  const isOff = states.includes('disabled') || states.includes('inert');
  return { ref, role, text, options: all, inView, usable: inView && cover === undefined && !isOff };
}
