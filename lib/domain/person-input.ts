/** What a person does on a page that they have taken over, as it crosses the API and lies in the table. Shapes only; does nothing. */

import * as z from 'zod';

/** Larger than any view: a place beyond it is a mistake of the sender. In CSS px of the page's view. */
const MAX_PX = 20_000;
/** Of one turn of a wheel. */
const MAX_WHEEL_PX = 5_000;
export const MAX_INPUTS = 50;
const MAX_TEXT_CHARS = 1_000;
const MAX_URL_CHARS = 2_000;

/** Keys that do something rather than write; what writes is text. Letters and digits are here for shortcuts. */
const NAMED_KEYS = [
  ...['Enter', 'Tab', 'Backspace', 'Delete', 'Escape', 'Space', 'Insert'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'],
  ...'abcdefghijklmnopqrstuvwxyz0123456789',
] as const;

const place = { x: z.number().min(0).max(MAX_PX), y: z.number().min(0).max(MAX_PX) };
const wheel = z.number().min(-MAX_WHEEL_PX).max(MAX_WHEEL_PX);
const button = z.enum(['left', 'right', 'middle']);
/** Of a double click the second: 2. */
const clicks = z.int().min(1).max(3).optional();

export const PersonInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), ...place }),
  z.strictObject({ kind: z.literal('down'), ...place, button, clicks }),
  z.strictObject({ kind: z.literal('up'), ...place, button, clicks }),
  z.strictObject({ kind: z.literal('wheel'), ...place, dx: wheel, dy: wheel }),
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(MAX_TEXT_CHARS) }),
  z.strictObject({
    kind: z.literal('key'),
    key: z.enum(NAMED_KEYS),
    modifiers: z
      .array(z.enum(['Shift', 'Control', 'Alt', 'Meta']))
      .max(4)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('navigate'),
    url: z
      .string()
      .max(MAX_URL_CHARS)
      .regex(/^https?:\/\/\S+$/, 'must be an http or https address'),
  }),
  z.strictObject({ kind: z.literal('back') }),
  z.strictObject({ kind: z.literal('reload') }),
]);
export type PersonInput = z.infer<typeof PersonInput>;
