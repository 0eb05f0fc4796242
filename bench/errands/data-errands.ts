/** Errands on the site of tables: filters, sorts, several pages, single figures. */

import { type Column, rivers, show } from '../../tests/sites/data/rivers.ts';
import { stations } from '../../tests/sites/data/stations.ts';
import { type Errand, opened, sameRows, tells, wentWell } from './errand.ts';

const figure = (value: number): string => value.toLocaleString('en-US');

const pagesOf = (continent: string, sort: Column, descending: boolean, pages: number) =>
  Array.from({ length: pages }, (_, at) => show({ q: '', continent, sort, descending, page: at + 1 }).rivers).flat();

const station = stations[317];

export const dataErrands: readonly Errand[] = [
  {
    id: 'all-pages-by-name',
    says: ({ data }) =>
      `Go to ${data}rivers and sort them by name. Collect name, length and "Flows into" of all rivers, on all pages, into one CSV.`,
    check: seen => [
      ...wentWell(seen),
      ['it was sorted by name', opened(seen.log.data, /sort=name&order=asc/)],
      [
        'every page was opened',
        opened(seen.log.data, /sort=name.*page=2/) && opened(seen.log.data, /sort=name.*page=3/),
      ],
      [
        'the table has every river once, in order',
        sameRows(
          seen.csv.slice(1),
          pagesOf('', 'name', false, 3).map(({ name, length, mouth }) => [name, figure(length), mouth]),
        ),
      ],
    ],
  },
  {
    id: 'sorted-on-two-pages',
    says: ({ data }) =>
      `Open ${data}, browse the rivers, click "Discharge (m³/s)" twice so that the biggest come first, then make a table of name, continent and discharge from the first two pages. Also download the CSV.`,
    check: seen => [
      ...wentWell(seen),
      ['it was sorted by discharge', opened(seen.log.data, /sort=discharge&order=desc/)],
      [
        'fifty rivers, the biggest first',
        sameRows(
          seen.csv.slice(1),
          pagesOf('', 'discharge', true, 2).map(({ name, continent, discharge }) => [
            name,
            continent,
            figure(discharge),
          ]),
        ),
      ],
      ['the file was saved', seen.files('download').includes('rivers.csv')],
    ],
  },
  {
    id: 'two-rivers-and-back',
    says: ({ data }) =>
      `Go to ${data}rivers, search for Danube and open it. Tell me its mean discharge and what it flows into. Go back, search for Volga, open it and tell me its length.`,
    check: seen => [
      ...wentWell(seen),
      ['both were opened', opened(seen.log.data, '/rivers/danube') && opened(seen.log.data, '/rivers/volga')],
      ...tells(seen, '6,452', 'Black Sea', '3,530'),
    ],
  },
  {
    id: 'station-figure',
    says: ({ data }) => `On ${data} open Stations. Which river is ${station?.code} on, and is it in service?`,
    check: seen => [
      ...wentWell(seen),
      ['the list was opened', opened(seen.log.data, '/stations')],
      ...tells(seen, `${station?.code} ${station?.river} at km ${figure(station?.kilometre ?? 0)} ${station?.state}`),
    ],
  },
  {
    id: 'which-is-longer',
    says: ({ data }) =>
      `Open ${data}, go to the summary by continent, and tell me which is longer, the Volga or the Danube, and what share of its continent the Danube carries.`,
    check: seen => [
      ...wentWell(seen),
      ['the summary was opened', opened(seen.log.data, '/summary')],
      ...tells(seen, '3,530', '2,850', shareOf('Danube')),
      ['it names the longer one', /volga[^.\n]* is longer/i.test(seen.result.summary)],
    ],
  },
];

function shareOf(name: string): string {
  const river = rivers.find(one => one.name === name);
  const all = rivers.filter(one => one.continent === river?.continent).reduce((sum, one) => sum + one.discharge, 0);
  return `${((100 * (river?.discharge ?? 0)) / all).toFixed(1)} %`;
}
