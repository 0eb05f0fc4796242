/** The table of rivers, page by page and sortable, and the page of one river. */

import { flag, type Html, html, nothing } from '../html.ts';
import { type Visit, wholeNumber } from '../visit.ts';
import {
  type Column,
  columns,
  continents,
  isColumn,
  PAGE_SIZE,
  type River,
  rivers,
  type Shown,
  show,
  type View,
} from './rivers.ts';
import { stations } from './stations.ts';

export function viewOf(visit: Visit): View {
  const sort = visit.query.get('sort') ?? '';
  const continent = visit.query.get('continent') ?? '';
  return {
    q: (visit.query.get('q') ?? '').trim(),
    continent: continents.includes(continent) ? continent : '',
    sort: isColumn(sort) ? sort : 'length',
    descending: isColumn(sort) ? visit.query.get('order') === 'desc' : true,
    page: wholeNumber(visit.query.get('page'), 1),
  };
}

export const number = (value: number): string => value.toLocaleString('en-US');

export function riversPage(view: View): Html {
  const shown = show(view);
  const from = (shown.page - 1) * PAGE_SIZE;
  return html`<h1>Rivers</h1>
<form class="filter" action="/rivers"><label>Name or country <input type="search" name="q" value="${view.q}"></label>
<label>Continent <select name="continent"><option value="">All continents</option>${continents.map(
    name => html`<option ${flag('selected', name === view.continent)}>${name}</option>`,
  )}</select></label><button>Show</button><a href="/rivers.csv" download>Download CSV</a></form>
<p class="count" role="status">${
    shown.total === 0 ? 'No rivers' : `Rows ${from + 1}–${from + shown.rivers.length} of ${shown.total} rivers`
  }</p>
<div class="scroll"><table><thead><tr><th scope="col">#</th>${(Object.keys(columns) as Column[]).map(column => header(view, column))}<th
 scope="col">Local name</th><th scope="col">Remark</th></tr></thead>
<tbody>${shown.rivers.map((river, at) => row(river, from + at + 1))}</tbody></table></div>
${pager(view, shown)}`;
}

const row = (river: River, rank: number): Html => html`<tr><td class="n">${rank}</td>
<th scope="row"><a href="/rivers/${river.slug}">${river.name}</a></th><td>${river.continent}</td><td class="n">${number(river.length)}</td>
<td class="n">${number(river.basin)}</td><td class="n">${number(river.discharge)}</td><td>${river.mouth}</td><td>${river.localName}</td>
<td class="remark">${river.remark}</td></tr>`;

function href(view: View, changes: Partial<View>): string {
  const { q, continent, sort, descending, page } = { ...view, ...changes };
  const query = new URLSearchParams({
    ...(q !== '' && { q }),
    ...(continent !== '' && { continent }),
    sort,
    order: descending ? 'desc' : 'asc',
    ...(page > 1 && { page: String(page) }),
  });
  return `/rivers?${query}`;
}

function header(view: View, column: Column): Html {
  const sorted = view.sort === column;
  const order = view.descending ? 'descending' : 'ascending';
  return html`<th scope="col" ${sorted ? html`aria-sort="${order}"` : nothing}><a
 href="${href(view, { sort: column, descending: sorted && !view.descending, page: 1 })}">${columns[column]}<span
 aria-hidden="true">${sorted ? (view.descending ? ' ▼' : ' ▲') : ''}</span></a></th>`;
}

function pager(view: View, { page, pages }: Shown): Html {
  if (pages === 1) return nothing;
  return html`<nav class="pager" aria-label="Pages">
${page > 1 ? html`<a rel="prev" href="${href(view, { page: page - 1 })}">Previous</a>` : html`<span>Previous</span>`}
${Array.from({ length: pages }, (_, at) => at + 1).map(to =>
  to === page
    ? html`<b aria-current="page">${to}</b>`
    : html`<a href="${href(view, { page: to })}" aria-label="Page ${to}">${to}</a>`,
)}
${page < pages ? html`<a rel="next" href="${href(view, { page: page + 1 })}">Next</a>` : html`<span>Next</span>`}</nav>`;
}

export function riverPage(river: River): Html {
  const neighbours = rivers.filter(other => other.mouth === river.name);
  return html`<p class="crumbs"><a href="/rivers">Rivers</a> › ${river.name}</p><h1>${river.name} <small>${river.localName}</small></h1>
<dl class="facts"><dt>Continent</dt><dd>${river.continent}</dd><dt>Countries</dt>${river.countries.map(country => html`<dd>${country}</dd>`)}
<dt>Length</dt><dd>${number(river.length)} km</dd><dt>Basin</dt><dd>${number(river.basin)} km²</dd>
<dt>Mean discharge</dt><dd>${number(river.discharge)} m³/s</dd><dt>Flows into</dt><dd>${river.mouth}</dd>
${neighbours.length === 0 ? nothing : html`<dt>Tributaries here</dt>${neighbours.map(({ slug, name }) => html`<dd><a href="/rivers/${slug}">${name}</a></dd>`)}`}
${river.remark === '' ? nothing : html`<dt>Remark</dt><dd class="remark">${river.remark}</dd>`}</dl>
<h2>Stations</h2><dl class="stations">${stations
    .filter(({ slug }) => slug === river.slug)
    .map(
      station =>
        html`<dt>${station.code}</dt><dd>at km ${number(station.kilometre)}, since ${station.since}, ${station.state}</dd>`,
    )}</dl>`;
}
