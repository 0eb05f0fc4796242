/** A question of the application: what it is called, how it is asked and what makes an answer wrong. Renders nothing. */

export type FieldKind =
  | 'text'
  | 'email'
  | 'tel'
  | 'date'
  | 'time'
  | 'number'
  | 'select'
  | 'radio'
  | 'checkboxes'
  | 'textarea'
  | 'masked'
  | 'country'
  | 'date-range'
  | 'toggle'
  | 'accept'
  | 'read-terms';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly hint?: string;
  readonly options?: readonly string[];
  /** How the label reaches the input; a proper `<label>` unless told otherwise. */
  readonly labelled?: 'placeholder' | 'labelledby';
  readonly autocomplete?: string;
  /** What is wrong with an answer, given the others; nothing where it is right. */
  readonly check?: (value: string, answers: Answers) => string | undefined;
}

/** Several answers to one question are joined with `, `; a date range is kept as `first/last`. */
export type Answers = Readonly<Record<string, string>>;
export type FieldErrors = Readonly<Record<string, string>>;

type Check = (value: string, answers: Answers) => string | undefined;

export const required =
  (message: string): Check =>
  value =>
    value === '' ? message : undefined;

export const matching =
  (pattern: RegExp, message: string): Check =>
  value =>
    pattern.test(value) ? undefined : message;

export const oneOf =
  (options: readonly string[], message: string): Check =>
  value =>
    options.includes(value) ? undefined : message;

/** A real day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function errorsOf(fields: readonly Field[], answers: Answers): FieldErrors {
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const error = field.check?.(answers[field.name] ?? '', answers);
    if (error !== undefined) errors[field.name] = error;
  }
  return errors;
}

/** `2026-06-05` as `5 June 2026`; anything else as it is. */
export function dayInWords(text: string): string {
  if (!isDay(text)) return text;
  return new Date(`${text}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** An answer as the review page says it. */
export function answerInWords({ kind }: Field, value: string): string {
  if (value === '') return 'Not answered';
  if (kind === 'date') return dayInWords(value);
  if (kind === 'date-range') return value.split('/').map(dayInWords).join(' to ');
  if (kind === 'toggle' || kind === 'accept' || kind === 'read-terms') return value === 'yes' ? 'Yes' : 'No';
  return value;
}
