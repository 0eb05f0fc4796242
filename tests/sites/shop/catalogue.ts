/** Finds products by word, category, colour and price, sorted and paged. Knows no visitor. */

import type { Colour } from './colours.ts';
import { type CategorySlug, categories, categoryName, type Product } from './product.ts';
import { cookware } from './products/cookware.ts';
import { cups } from './products/cups.ts';
import { kettles } from './products/kettles.ts';
import { tea } from './products/tea.ts';
import { teapots } from './products/teapots.ts';
import { tools } from './products/tools.ts';

export const products: readonly Product[] = [...kettles, ...teapots, ...cups, ...cookware, ...tools, ...tea];

export const PAGE_SIZE = 12;

export const sorts = {
  featured: 'Featured',
  'price-asc': 'Price: low to high',
  'price-desc': 'Price: high to low',
  rating: 'Customer rating',
  name: 'Name: A to Z',
} as const;
export type Sort = keyof typeof sorts;

export interface Search {
  readonly q: string;
  readonly category?: CategorySlug;
  readonly colour?: string;
  /** In pence. */
  readonly maxPrice?: number;
  readonly inStock: boolean;
  readonly sort: Sort;
  readonly page: number;
}

export interface Found {
  readonly shown: readonly Product[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const productBySlug = (slug: string): Product | undefined => products.find(product => product.slug === slug);

export const categoryBySlug = (slug: string | undefined): (typeof categories)[number] | undefined =>
  categories.find(category => category.slug === slug);

export const isSort = (text: string): text is Sort => Object.hasOwn(sorts, text);

export function find(search: Search): Found {
  const matching = products
    .filter(product => search.category === undefined || product.category === search.category)
    .filter(product => search.colour === undefined || product.colours.some(colour => colour === search.colour))
    .filter(product => search.maxPrice === undefined || product.price <= search.maxPrice)
    .filter(product => !search.inStock || product.stock > 0)
    .filter(product => matches(product, search.q))
    .toSorted(orders[search.sort]);
  const pages = Math.max(1, Math.ceil(matching.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, search.page), pages);
  return { shown: matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: matching.length, page, pages };
}

/** At most six names for the search box, those that begin with the text first. */
export function suggest(text: string): readonly Product[] {
  const typed = text.trim().toLowerCase();
  if (typed === '') return [];
  const begins = (product: Product): number => (product.name.toLowerCase().startsWith(typed) ? 0 : 1);
  return products
    .filter(product => product.name.toLowerCase().includes(typed))
    .toSorted((a, b) => begins(a) - begins(b))
    .slice(0, 6);
}

export const related = (product: Product): readonly Product[] =>
  products.filter(other => other.category === product.category && other !== product).slice(0, 4);

export const allColours = (): readonly Colour[] =>
  [...new Set(products.flatMap(product => product.colours))].toSorted((a, b) => a.localeCompare(b));

const orders: Readonly<Record<Sort, (a: Product, b: Product) => number>> = {
  featured: () => 0,
  'price-asc': (a, b) => a.price - b.price,
  'price-desc': (a, b) => b.price - a.price,
  rating: (a, b) => b.rating - a.rating || b.reviews - a.reviews,
  name: (a, b) => a.name.localeCompare(b.name),
};

function matches(product: Product, q: string): boolean {
  const text = [product.name, product.blurb, categoryName(product.category), ...product.colours]
    .join(' ')
    .toLowerCase();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every(word => text.includes(word.length > 3 ? word.replace(/s$/, '') : word));
}
