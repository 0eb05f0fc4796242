/** The front page, the summary with its merged cells, the long list of stations and the words about the data. */

import { type Html, html } from '../html.ts';
import { number } from './river-pages.ts';
import { continents, type River, rivers } from './rivers.ts';
import { stations } from './stations.ts';

const longest = rivers.toSorted((a, b) => b.length - a.length).slice(0, 5);

export const homePage = html`<section class="hero"><h1>Every great river, in one table</h1>
<p>${rivers.length} rivers, ${stations.length} gauging stations, free to read and to copy.</p>
<p><a class="button" href="/rivers">Browse the rivers</a> <a href="/summary">Summary by continent</a></p></section>
<h2>The five longest</h2><ol class="bars">${longest.map(
  river =>
    html`<li><a href="/rivers/${river.slug}">${river.name}</a><i style="width:${Math.round(river.length / 70)}%"></i><span>${number(
      river.length,
    )} km</span></li>`,
)}</ol>`;

/** Two rows of headers with merged cells, and a continent that spans the rows of its three longest rivers. */
export const summaryPage = html`<h1>Summary by continent</h1>
<p>The three longest rivers of each continent, and what all of its rivers carry.</p>
<div class="scroll"><table class="merged"><caption>Lengths and discharge, release 12</caption>
<thead><tr><th rowspan="2" scope="col">Continent</th><th rowspan="2" scope="col">River</th><th colspan="2" scope="colgroup">Size</th>
<th colspan="2" scope="colgroup">Discharge</th></tr>
<tr><th scope="col">Length (km)</th><th scope="col">Basin (km²)</th><th scope="col">m³/s</th><th scope="col">Share of continent</th></tr></thead>
<tbody>${continents.map(continentRows)}</tbody>
<tfoot><tr><th colspan="2" scope="row">All ${rivers.length} rivers</th><td class="n">${number(sum(rivers, 'length'))}</td>
<td class="n">${number(sum(rivers, 'basin'))}</td><td class="n" colspan="2">${number(sum(rivers, 'discharge'))}</td></tr></tfoot></table></div>`;

function continentRows(continent: string): Html[] {
  const here = rivers.filter(river => river.continent === continent);
  const all = sum(here, 'discharge');
  const top = here.toSorted((a, b) => b.length - a.length).slice(0, 3);
  return top.map(
    (river, at) => html`<tr>${at === 0 ? html`<th rowspan="${top.length}" scope="rowgroup">${continent}</th>` : ''}
<td><a href="/rivers/${river.slug}">${river.name}</a></td><td class="n">${number(river.length)}</td><td class="n">${number(river.basin)}</td>
<td class="n">${number(river.discharge)}</td><td class="n">${((100 * river.discharge) / all).toFixed(1)} %</td></tr>`,
  );
}

function sum(some: readonly River[], of: 'length' | 'basin' | 'discharge'): number {
  return some.reduce((total, river) => total + river[of], 0);
}

export const stationsPage = html`<h1>Stations</h1><p>All ${stations.length} gauging stations on one page.</p>
<ol class="long">${stations.map(
  station =>
    html`<li><b>${station.code}</b> <a href="/rivers/${station.slug}">${station.river}</a> at km ${number(
      station.kilometre,
    )} <em class="${station.state.replace(' ', '-')}">${station.state}</em></li>`,
)}</ol>`;

export const aboutPage = html`<h1>About the data</h1>
<p>Figures are rounded and differ between sources by a tenth or more: where a river begins is a matter of opinion.</p>
<h2>Remarks</h2><p>Remarks are printed as the keepers of the stations wrote them. Some look like formulas. They are not.</p>
<h2>Terms</h2><dl class="facts"><dt>Basin</dt><dd>All land whose water reaches the river</dd><dt>Discharge</dt><dd>Water that passes the mouth in a
second, as a mean of thirty years</dd><dt>Local name</dt><dd>The name in a language spoken on its banks</dd></dl>`;
