/** One visitor's basket: lines, quantities and sums in pence. Knows no HTTP. */

import type { Colour } from './colours.ts';
import type { Product, Size } from './product.ts';

export interface BasketLine {
  readonly id: string;
  readonly product: Product;
  readonly colour: Colour;
  readonly size: Size | undefined;
  quantity: number;
}

export interface Totals {
  readonly items: number;
  readonly subtotal: number;
  readonly discount: number;
  readonly delivery: number;
  readonly total: number;
}

const FREE_DELIVERY_FROM = 6000;
const DELIVERY = 395;
const PROMO = 'WARMUP10';

export const unitPrice = (line: Pick<BasketLine, 'product' | 'size'>): number =>
  line.product.price + (line.size?.extra ?? 0);

export class Basket {
  readonly #lines = new Map<string, BasketLine>();
  #promo: string | undefined;

  get lines(): readonly BasketLine[] {
    return [...this.#lines.values()];
  }

  get promo(): string | undefined {
    return this.#promo;
  }

  get count(): number {
    return this.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  /** What is wrong with the wish, in words for the visitor; nothing where it was granted. */
  add(product: Product, colour: Colour, size: Size | undefined, quantity: number): string | undefined {
    if (product.stock === 0) return 'Sorry, this is sold out.';
    if (quantity < 1) return 'Choose a quantity of 1 or more.';
    const id = [product.slug, colour, size?.label ?? '']
      .join('|')
      .toLowerCase()
      .replace(/[^a-z0-9|]+/g, '-');
    const wanted = (this.#lines.get(id)?.quantity ?? 0) + quantity;
    if (wanted > product.stock) return `Sorry, we have only ${product.stock} of these.`;
    this.#lines.set(id, { id, product, colour, size, quantity: wanted });
    return undefined;
  }

  /** Zero removes the line. Answers like `add`. */
  update(id: string, quantity: number): string | undefined {
    const line = this.#lines.get(id);
    if (line === undefined) return 'That is no longer in your basket.';
    if (quantity < 0) return 'Choose a quantity of 0 or more.';
    if (quantity > line.product.stock) return `Sorry, we have only ${line.product.stock} of “${line.product.name}”.`;
    if (quantity === 0) this.#lines.delete(id);
    else line.quantity = quantity;
    return undefined;
  }

  applyPromo(code: string): boolean {
    const valid = code.toUpperCase() === PROMO;
    if (valid) this.#promo = PROMO;
    return valid;
  }

  totals(express = false): Totals {
    const subtotal = this.lines.reduce((sum, line) => sum + unitPrice(line) * line.quantity, 0);
    const discount = this.#promo === undefined ? 0 : Math.round(subtotal / 10);
    const standard = subtotal - discount >= FREE_DELIVERY_FROM || subtotal === 0 ? 0 : DELIVERY;
    const delivery = express ? 795 : standard;
    return { items: this.count, subtotal, discount, delivery, total: subtotal - discount + delivery };
  }

  clear(): void {
    this.#lines.clear();
    this.#promo = undefined;
  }
}
