/** A list of products with filters, a sort and pages: for a search, a category and everything. */

import { flag, type Html, html, nothing } from '../html.ts';
import { type Visit, wholeNumber } from '../visit.ts';
import { card } from './cards.ts';
import { allColours, categoryBySlug, type Found, find, isSort, PAGE_SIZE, type Search, sorts } from './catalogue.ts';
import { categories } from './product.ts';
import type { Visitor } from './visitor.ts';

export function searchOf(visit: Visit): Search {
  const category = categoryBySlug(visit.params.category ?? visit.query.get('category') ?? undefined);
  const colour = visit.query.get('colour') ?? '';
  const max = wholeNumber(visit.query.get('max'), 0);
  const sort = visit.query.get('sort') ?? '';
  return {
    q: (visit.query.get('q') ?? '').trim(),
    ...(category !== undefined && { category: category.slug }),
    ...(colour !== '' && { colour }),
    ...(max > 0 && { maxPrice: max * 100 }),
    inStock: visit.query.get('stock') === '1',
    sort: isSort(sort) ? sort : 'featured',
    page: wholeNumber(visit.query.get('page'), 1),
  };
}

export function titleOf(search: Search): string {
  const shelf = categoryBySlug(search.category)?.name;
  if (search.q !== '') return shelf === undefined ? `Results for “${search.q}”` : `“${search.q}” in ${shelf}`;
  return shelf ?? 'Everything';
}

export function listingPage(visit: Visit, visitor: Visitor, search: Search): Html {
  const found = find(search);
  return html`<div class="wide listing">
<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Home</a> <span>›</span> ${titleOf(search)}</nav>
<h1>${titleOf(search)}</h1>
<p class="lead">${categoryBySlug(search.category)?.line ?? 'Made to be used every day.'}</p>
<div class="columns">${filters(visit, search)}
<div class="results">
<div class="toolbar"><p role="status">${countLine(found)}</p>${sortForm(visit, search)}</div>
${found.total === 0 ? nothingFound : html`<ul class="cards">${found.shown.map(product => card(product, visitor))}</ul>`}
${pager(visit, found)}
</div></div></div>`;
}

const countLine = ({ total, page, shown }: Found): string =>
  total === 0
    ? 'No products'
    : `Showing ${(page - 1) * PAGE_SIZE + 1}–${(page - 1) * PAGE_SIZE + shown.length} of ${total} products`;

const nothingFound = html`<p class="empty">Nothing matches. Try a shorter word, or <a href="/products">see everything</a>.</p>`;

/** The same list, with some of its query changed. A change of anything but the page goes back to the first. */
function hrefWith(visit: Visit, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(visit.query);
  query.delete('page');
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return query.size === 0 ? visit.path : `${visit.path}?${query}`;
}

const sortForm = (visit: Visit, search: Search): Html => html`<form class="sort" action="${visit.path}">
${hidden(visit, ['sort', 'page'])}
<label>Sort by <select name="sort" data-submits>${Object.entries(sorts).map(
  ([value, label]) => html`<option value="${value}" ${flag('selected', value === search.sort)}>${label}</option>`,
)}</select></label><noscript><button>Sort</button></noscript></form>`;

const hidden = (visit: Visit, except: readonly string[]): Html[] =>
  [...visit.query]
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

const filters = (visit: Visit, search: Search): Html => html`<aside class="filters" aria-label="Filters">
<h2>Shelves</h2>
<ul><li><a href="/products" ${search.category === undefined ? html`aria-current="true"` : nothing}>Everything</a></li>${categories.map(
  ({ slug, name }) =>
    html`<li><a href="/category/${slug}" ${slug === search.category ? html`aria-current="true"` : nothing}>${name}</a></li>`,
)}</ul>
<form action="${visit.path}">${hidden(visit, ['colour', 'max', 'stock', 'page'])}
<h2>Narrow by</h2>
<label>Colour <select name="colour"><option value="">Any colour</option>${allColours().map(
  colour => html`<option ${flag('selected', colour === search.colour)}>${colour}</option>`,
)}</select></label>
<label>Highest price (£) <input type="number" name="max" min="1" step="1" inputmode="numeric"
 value="${search.maxPrice === undefined ? '' : search.maxPrice / 100}"></label>
<label class="check"><input type="checkbox" name="stock" value="1" ${flag('checked', search.inStock)}> In stock only</label>
<button class="quiet">Apply filters</button></form></aside>`;

function pager(visit: Visit, { page, pages }: Found): Html {
  if (pages === 1) return nothing;
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  const to = (number: number): string => hrefWith(visit, { page: String(number) });
  return html`<nav class="pager" aria-label="Pages">
${page > 1 ? html`<a rel="prev" href="${to(page - 1)}">Previous</a>` : html`<span class="off">Previous</span>`}
${numbers.map(number =>
  number === page
    ? html`<span aria-current="page">${number}</span>`
    : html`<a href="${to(number)}" aria-label="Page ${number}">${number}</a>`,
)}
${page < pages ? html`<a rel="next" href="${to(page + 1)}">Next</a>` : html`<span class="off">Next</span>`}</nav>`;
}
