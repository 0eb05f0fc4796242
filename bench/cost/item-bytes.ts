/** How large an item is by DynamoDB's own rules, and how many units reading or writing it takes. Pure. */

/** An item as it goes over the wire: each attribute under its type's letter. */
export type WireItem = Readonly<Record<string, unknown>>;

const WRITE_UNIT_BYTES = 1_024;
const READ_UNIT_BYTES = 4_096;
/** DynamoDB adds it to each map and list, and one byte to each member. */
const NESTED_BYTES = 3;

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
/** Strongly consistent. */
export const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));

export function itemBytes(item: WireItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const [[type, held] = ['NULL', true]] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(held));
    case 'N':
      return numberBytes(String(held));
    case 'B':
      return Buffer.from(String(held), 'base64').length;
    case 'SS':
    case 'NS':
      return members(held).reduce((sum: number, one) => sum + Buffer.byteLength(String(one)), 0);
    case 'L':
      return members(held).reduce((sum: number, one) => sum + 1 + valueBytes(one), NESTED_BYTES);
    case 'M':
      return Object.entries(typeof held === 'object' && held !== null ? held : {}).reduce(
        (sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + valueBytes(one),
        NESTED_BYTES,
      );
    default:
      // BOOL and NULL.
      return 1;
  }
}

const members = (held: unknown): readonly unknown[] => (Array.isArray(held) ? held : []);

/** About one byte for two significant digits, and one more. */
const numberBytes = (digits: string): number => Math.ceil(digits.replace(/^-|\.|^0+|0+$/g, '').length / 2) + 1;
