/** One control as one line: ref, role, name, value, states, options. Every string of the page is quoted. */

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
  if (field.checked === true || aria('checked') === 'true') states.push('checked');
  if (aria('checked') === 'mixed' || field.indeterminate === true) states.push('mixed');
  if (aria('pressed') === 'true') states.push('pressed');
  if (aria('selected') === 'true') states.push('selected');
  if (aria('current') !== null && aria('current') !== 'false') states.push('current');
  if (aria('expanded') !== null) states.push(aria('expanded') === 'true' ? 'expanded' : 'collapsed');
  if (element instanceof HTMLElement && element.tagName === 'SUMMARY')
    states.push((element.parentElement as HTMLDetailsElement | null)?.open ? 'expanded' : 'collapsed');
  if (aria('haspopup') !== null && aria('haspopup') !== 'false') states.push('has popup');
  if (field.required === true || aria('required') === 'true') states.push('required');
  if (field.readOnly === true || aria('readonly') === 'true') states.push('readonly');
  if (element instanceof HTMLInputElement && element.type === 'password')
    states.push(element.value === '' ? 'password' : 'password, filled');
  if (aria('invalid') !== null && aria('invalid') !== 'false') states.push('invalid');
  else if (element.matches('input:user-invalid, select:user-invalid, textarea:user-invalid'))
    states.push(`invalid: ${JSON.stringify(field.validationMessage)}`);
  if (
    element.getRootNode() instanceof Document
      ? document.activeElement === element
      : (element.getRootNode() as ShadowRoot).activeElement === element
  )
    states.push('focused');
  return states;
}

export function describeElement(
  element: Element,
  at: { ref: string; role: string; name: string; inView: boolean },
): string {
  const quote = (text: string, limit: number): string =>
    JSON.stringify(text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
  const shownOptions = 12;
  const value = errand.currentValue(element);
  const states = errand.statesOf(element);
  const cover = at.inView ? errand.coveredBy(element) : undefined;
  if (cover !== undefined) states.push(`covered by ${quote(cover, 60)}`);
  let line = `[${at.ref}] ${at.role} ${quote(at.name, 120)}`;
  if (value !== undefined) line += ` = ${quote(value, 200)}`;
  if (element instanceof HTMLSelectElement) {
    const options = [...element.options].filter(option => !option.hidden).map(option => quote(option.label, 60));
    const more = options.length > shownOptions ? `, … ${options.length - shownOptions} more` : '';
    line += ` options: ${options.slice(0, shownOptions).join(', ')}${more}`;
  }
  const placeholder = element.getAttribute('placeholder');
  if (placeholder !== null && placeholder !== '' && placeholder !== at.name && value === undefined)
    line += ` placeholder ${quote(placeholder, 60)}`;
  return states.length === 0 ? line : `${line} (${states.join(', ')})`;
}
