/** A tagged template that escapes every value it is given; only `raw` and other templates pass unescaped. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Content = Html | string | number | boolean | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, char => ENTITIES[char] ?? char);

/** Text that is markup already and was written by us, never by a visitor. */
export const raw = (text: string): Html => new Html(text);

export const nothing = raw('');

export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((part, at) => part + (at < values.length ? render(values[at]) : '')).join(''));
}

/** An attribute without a value, present only where `on`. */
export const flag = (name: 'checked' | 'selected' | 'disabled' | 'hidden', on: boolean): Html =>
  on ? raw(name) : nothing;

function render(value: Content): string {
  if (value === undefined || typeof value === 'boolean') return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}
