/** Whether a server may have done what a request asked for, though no good answer says so. Asks nobody. */

import type { HTTPRequest } from 'puppeteer-core';
import { isWebUrl, siteOf } from '../domain/site.ts';

/** Chromium's words for what no server has heard of. */
const NEVER_SENT =
  /ERR_(?:NAME_|ADDRESS_|CONNECTION_REFUSED|CONNECTION_TIMED_OUT|TUNNEL_|PROXY_|CERT_|SSL_|BLOCKED_BY_(?!RESPONSE|ORB)|ABORTED|UNSAFE|CACHE_MISS|INTERNET_)/;

export const wasSent = (errorText: string): boolean => !NEVER_SENT.test(errorText);

/** What HTTP calls safe may be asked for twice. */
export const mayChange = (request: HTTPRequest | undefined): boolean =>
  request !== undefined && !/^(GET|HEAD|OPTIONS)$/.test(request.method());

/** Of what a page's script sent to its own site, in words: `POST /order answered 502`. Undefined where it was answered, or was never sent. */
export function lostAnswer(request: HTTPRequest, pageUrl: string): string | undefined {
  const url = request.url();
  if (!mayChange(request) || !isWebUrl(url) || !isWebUrl(pageUrl) || siteOf(url) !== siteOf(pageUrl)) return undefined;
  const what = `${request.method()} ${new URL(url).pathname}`;
  const failure = request.failure()?.errorText;
  if (failure !== undefined) return wasSent(failure) ? `${what} was not answered (${failure})` : undefined;
  const response = request.response();
  const egress = response?.headers()['x-errand-egress'];
  if (egress === 'broken') return `${what} was not answered (the connection broke)`;
  const status = response?.status() ?? 200;
  return egress === undefined && status >= 500 ? `${what} answered ${status}` : undefined;
}
