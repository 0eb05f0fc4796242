/** Makes texts and JSON values fit into so many characters: strings and lists lose their ends, and say so by `…`. Changes no shape. */

/** Never half of a surrogate pair. */
export function clipChars(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** From what hardly hurts to what leaves a shadow. */
const TIGHTER = [
  { string: 2_000, items: 50 },
  { string: 500, items: 20 },
  { string: 160, items: 10 },
  { string: 60, items: 5 },
  { string: 20, items: 3 },
] as const;

/** The value's JSON in at most `max` characters. What cannot be made to fit becomes `instead`. */
export function shrinkJson(value: unknown, max: number, instead: string): string {
  const whole = JSON.stringify(value) ?? 'null';
  if (whole.length <= max) return whole;
  for (const limits of TIGHTER) {
    const json = JSON.stringify(shrink(value, limits));
    if (json.length <= max) return json;
  }
  return instead;
}

interface Limits {
  readonly string: number;
  readonly items: number;
}

function shrink(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return clipChars(value, limits.string);
  if (Array.isArray(value)) return value.slice(0, limits.items).map(item => shrink(item, limits));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).slice(0, limits.items);
  return Object.fromEntries(entries.map(([key, item]) => [clipChars(key, limits.string), shrink(item, limits)]));
}
