/** Starts one of the small websites that tests and newcomers act on. Each start has its own memory; nothing is written to disk. */

import { dataSite } from './data/data-site.ts';
import { formsSite } from './forms/forms-site.ts';
import { newsSite } from './news/news-site.ts';
import type { SiteRoutes } from './route.ts';
import { shopSite } from './shop/shop-site.ts';
import { listen, type SiteRequest } from './site-server.ts';

export type { SiteRequest } from './site-server.ts';

export const siteNames = ['shop', 'forms', 'data', 'news'] as const;
export type SiteName = (typeof siteNames)[number];

export interface SiteOptions {
  /** 0, the default, takes a free port. A taken port rejects with Node's own error (`EADDRINUSE`). */
  readonly port?: number;
  /** A loopback address; 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** How long a sign-in of `forms` lasts without a visit. */
  readonly signInSeconds?: number;
}

export interface Site {
  readonly name: SiteName;
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** The site's own access log, oldest first. It grows while the site is open. */
  readonly requests: readonly SiteRequest[];
  /** Ends every connection. May be called twice. */
  close(): Promise<void>;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|::1)$/;

const makers: Readonly<Record<SiteName, (options: SiteOptions) => SiteRoutes>> = {
  shop: () => shopSite(),
  forms: options => formsSite(options.signInSeconds ?? 900),
  data: () => dataSite(),
  news: () => newsSite(),
};

export async function startSite(name: SiteName, options: SiteOptions = {}): Promise<Site> {
  const address = options.host ?? '127.0.0.1';
  if (!LOOPBACK.test(address)) throw new RangeError(`${address} is not a loopback address`);
  const server = await listen(makers[name](options), address, options.port ?? 0);
  const host = `${address.includes(':') ? `[${address}]` : address}:${server.port}`;
  return { name, url: `http://${host}/`, host, requests: server.requests, close: server.close };
}
