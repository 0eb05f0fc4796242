/** Takes the task's cookies out of one browser and puts them into another. Knows no other browser context than the task's own. */

import type { Browser, CDPSession, Protocol } from 'puppeteer-core';
import type { SavedCookie } from '../../agent/page-state.ts';
import { within } from '../deadline.ts';

const COOKIES_MS = 1_500;

/** Answered by the browser itself, so that a hung page does not matter. Without a context it is the default one, which is the task's. */
export async function readCookies(browser: Browser): Promise<readonly SavedCookie[]> {
  return withRoot(browser, async root => {
    const { cookies } = await within(COOKIES_MS, 'the cookies', root.send('Storage.getCookies'));
    return cookies.map(saved);
  });
}

function saved({
  name,
  value,
  domain,
  path,
  secure,
  httpOnly,
  session,
  expires,
  sameSite,
  priority,
  sourceScheme,
  sourcePort,
  partitionKey,
}: Protocol.Network.Cookie): SavedCookie {
  return {
    ...{ name, value, domain, path, secure, httpOnly, priority, sourceScheme },
    ...(session || expires < 0 ? {} : { expires }),
    ...(sameSite === undefined ? {} : { sameSite }),
    ...(sourcePort < 1 ? {} : { sourcePort }),
    ...(partitionKey === undefined ? {} : { partitionKey }),
  };
}

/** The names of those that Chromium does not take back, such as ones that have expired meanwhile. */
export async function writeCookies(browser: Browser, cookies: readonly SavedCookie[]): Promise<readonly string[]> {
  if (cookies.length === 0) return [];
  return withRoot(browser, async root => {
    const set = (some: readonly SavedCookie[]): Promise<void> =>
      within(COOKIES_MS, 'the cookies', root.send('Storage.setCookies', { cookies: some.map(param) }));
    await set(cookies).catch(async () => {
      // One that is refused takes all down with it.
      for (const cookie of cookies) await set([cookie]).catch(() => {});
    });
    const { cookies: there } = await within(COOKIES_MS, 'the cookies', root.send('Storage.getCookies'));
    const keyOf = ({ name, domain, path }: Pick<SavedCookie, 'name' | 'domain' | 'path'>): string =>
      JSON.stringify([name, domain, path]);
    const known = new Set(there.map(keyOf));
    return cookies.filter(cookie => !known.has(keyOf(cookie))).map(({ name }) => name);
  });
}

/** Given by its address and without a domain, a cookie is its host's alone. */
function param({ domain, ...cookie }: SavedCookie): Protocol.Network.CookieParam {
  const { sameSite, expires, priority, sourceScheme, sourcePort, partitionKey, ...plain } = cookie;
  const host = domain.replace(/^\./, '');
  return {
    ...plain,
    url: `${cookie.secure ? 'https' : 'http'}://${host}${cookie.path}`,
    ...(domain.startsWith('.') ? { domain } : {}),
    ...(sameSite === undefined ? {} : { sameSite }),
    ...(expires === undefined ? {} : { expires }),
    ...(priority === undefined ? {} : { priority }),
    ...(sourceScheme === undefined ? {} : { sourceScheme }),
    ...(sourcePort === undefined ? {} : { sourcePort }),
    ...(partitionKey === undefined ? {} : { partitionKey }),
  };
}

async function withRoot<T>(browser: Browser, use: (root: CDPSession) => Promise<T>): Promise<T> {
  const root = await within(COOKIES_MS, 'Chromium', browser.target().createCDPSession());
  try {
    return await use(root);
  } finally {
    void root.detach().catch(() => {});
  }
}
