/** Opens all that is looked at: the fetched packages' pages and the project's own sites, each on 127.0.0.1. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startAwkwardSite } from '../../tests/sites/awkward/start-awkward.ts';
import { siteNames, startSite } from '../../tests/sites/start-site.ts';
import { fetchPages } from './fetch-pages.ts';
import { type BenchPage, pagesAt } from './page-list.ts';
import { servePages } from './serve-pages.ts';

export interface OpenPages {
  readonly pages: readonly BenchPage[];
  /** Every `host:port` that the pages live on. */
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

const AWKWARD = join(import.meta.dirname, '../../tests/sites/awkward/pages');
const awkward: readonly string[] = [
  'errands/kanban',
  'errands/till',
  'errands/rooms',
  'errands/orders',
  'errands/crew',
];

export async function openPages(): Promise<OpenPages> {
  const mounts = await fetchPages();
  const server = await servePages();
  const sites = await Promise.all(siteNames.map(name => startSite(name)));
  const hard = await startAwkwardSite();
  const there: string[] = [];
  for (const path of awkward)
    if (await stat(join(AWKWARD, `${path}.html`)).catch(() => undefined)) there.push(path);
    else console.error(`skipped awkward/${path}: there is no such page`);
  const pages = pagesAt({
    mounts,
    packages: server.url,
    sites: { ...Object.fromEntries(sites.map(({ name, url }) => [name, url])), awkward: `${hard.url}/` },
    awkward: there,
  });
  return {
    pages,
    hosts: [server.host, hard.host, hard.otherHost, ...sites.map(({ host }) => host)],
    close: async () => void (await Promise.all([server.close(), hard.close(), ...sites.map(site => site.close())])),
  };
}
