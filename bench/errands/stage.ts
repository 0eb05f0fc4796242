/** All sites and one local cloud for the errands, real Chromium included. Runs no errand. */

import { listen } from '../../tests/sites/site-server.ts';
import { type Site, startSite } from '../../tests/sites/start-site.ts';
import { startTestCloud, type TestCloud } from '../../tests/support/local-cloud.ts';
import type { SiteKey } from './errand.ts';
import { parishSite } from './parish-site.ts';

export type Stood = Pick<Site, 'url' | 'host' | 'requests' | 'close'>;

export interface Stage {
  readonly cloud: TestCloud;
  readonly sites: Readonly<Record<SiteKey, Stood>>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [shop, forms, data, news, parish] = await Promise.all([
    startSite('shop'),
    startSite('forms'),
    startSite('data'),
    startSite('news'),
    startParish(),
  ]);
  const sites = { shop, forms, data, news, parish };
  const all = Object.values(sites);
  const cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: all.map(site => site.host).join(',') });
  return {
    cloud,
    sites,
    async close() {
      await cloud.close();
      await Promise.all(all.map(site => site.close()));
    },
  };
}

async function startParish(): Promise<Stood> {
  const { port, requests, close } = await listen(parishSite(), '127.0.0.1', 0);
  const host = `127.0.0.1:${port}`;
  return { url: `http://${host}/`, host, requests, close };
}
