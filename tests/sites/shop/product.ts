/** What the shop sells, as a type. Prices are whole pence, so that sums are exact. */

import type { Colour } from './colours.ts';
import type { Shape } from './pictures/shapes.ts';

export const categories = [
  { slug: 'kettles', name: 'Kettles', line: 'For the hob, the worktop and the slow pour' },
  { slug: 'teapots', name: 'Teapots', line: 'Stoneware, cast iron and glass' },
  { slug: 'cups', name: 'Cups & mugs', line: 'Thrown, glazed and fired in small batches' },
  { slug: 'cookware', name: 'Cookware', line: 'Pans that outlive the kitchen' },
  { slug: 'tools', name: 'Kitchen tools', line: 'Boards, mills, whisks and blades' },
  { slug: 'tea', name: 'Tea & storage', line: 'Loose leaf and tins to keep it in' },
] as const;

export type CategorySlug = (typeof categories)[number]['slug'];

export interface Size {
  readonly label: string;
  /** Added to the product's price, in pence. */
  readonly extra: number;
}

export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly category: CategorySlug;
  readonly shape: Shape;
  readonly price: number;
  /** The price before a sale. */
  readonly was?: number;
  readonly rating: number;
  readonly reviews: number;
  /** 0: sold out. */
  readonly stock: number;
  /** The first is the one pictured. */
  readonly colours: readonly [Colour, ...Colour[]];
  readonly sizes?: readonly [Size, ...Size[]];
  readonly blurb: string;
  readonly details: Readonly<Record<string, string>>;
  readonly badge?: 'New' | 'Bestseller' | 'Last few';
}

export const categoryName = (slug: CategorySlug): string =>
  categories.find(category => category.slug === slug)?.name ?? slug;

/** `£1,234.50` */
export const pounds = (pence: number): string =>
  `£${Math.floor(pence / 100).toLocaleString('en-GB')}.${String(pence % 100).padStart(2, '0')}`;
