/** What the shop remembers of one browser: basket, favourites, orders and how many pages it saw. */

import { Basket, type BasketLine, type Totals } from './basket.ts';

export interface Order {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly address: readonly string[];
  readonly delivery: 'Standard' | 'Express';
  readonly giftWrap: boolean;
  readonly lines: readonly BasketLine[];
  readonly totals: Totals;
}

export interface Visitor {
  readonly basket: Basket;
  readonly favourites: Set<string>;
  readonly orders: Order[];
  pageViews: number;
}

export const newVisitor = (): Visitor => ({ basket: new Basket(), favourites: new Set(), orders: [], pageViews: 0 });
