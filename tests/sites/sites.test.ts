/** Holds what tests of others rely on: the sites' truthful logs, their rules, and that no page leads outside. */

import { afterEach, describe, expect, test } from 'vitest';
import { linksIn, Reader } from './reader.ts';
import { type Site, type SiteName, type SiteOptions, siteNames, startSite } from './start-site.ts';

const open: Site[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(site => site.close()));
});

async function visit(name: SiteName, options?: SiteOptions): Promise<{ site: Site; reader: Reader }> {
  const site = await startSite(name, options);
  open.push(site);
  return { site, reader: new Reader(site.url) };
}

const posts = (site: Site) =>
  site.requests.filter(({ method }) => method === 'POST').map(({ path, body }) => ({ path, body }));

describe('a site', () => {
  test('says where it is, refuses a taken port and an open address, and closes twice', async () => {
    const { site } = await visit('data');
    expect(site.url).toBe(`http://${site.host}/`);
    expect(site.host).toMatch(/^127\.0\.0\.1:\d+$/);
    await expect(startSite('news', { port: Number(site.host.split(':')[1]) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(startSite('news', { host: '0.0.0.0' })).rejects.toThrow(/loopback/);
    await site.close();
    await site.close();
    await expect(fetch(site.url)).rejects.toThrow();
  });

  test.each(siteNames)('%s: every page that can be reached answers, and none names a remote address', async name => {
    const { reader } = await visit(name);
    if (name === 'forms') await reader.post('/login', { user: 'demo', password: 'demo-pass' });
    const seen = new Set(['/', ...(name === 'shop' || name === 'news' ? ['/search?q=the'] : [])]);
    const wrong: string[] = [];
    for (const path of seen) {
      const { status, text } = await reader.get(path);
      if (status !== 200 && status !== 303) wrong.push(`${path}: ${status}`);
      if (path.startsWith('/pictures/') || path.endsWith('.svg')) continue;
      if (/https?:\/\/|["'(]\/\//.test(text.replaceAll('http://www.w3.org/2000/svg', '')))
        wrong.push(`${path}: remote`);
      // Sorted and filtered lists are many and alike; their plain forms and pages are enough.
      for (const link of linksIn(text)) if (!/[?&](sort|q|view|colour)=/.test(link)) seen.add(link);
    }
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(8);
    expect((await reader.get('/no/such/page')).status).toBe(404);
  });
});

describe('the shop', () => {
  const mug = { product: 'hearth-mug', colour: 'Cream', size: 'Large, 420 ml', quantity: '2' };

  test('logs what is put into a basket and taken out, and keeps baskets apart', async () => {
    const { site, reader } = await visit('shop');
    expect(await reader.post('/basket', mug)).toMatchObject({ status: 303, location: '/product/hearth-mug?added=1' });
    const basket = await reader.get('/basket');
    expect(basket.text).toContain('data-basket-count>2<');
    expect(basket.text).toContain('£34.00');
    expect((await new Reader(site.url).get('/basket')).text).toContain('Your basket is empty');
    const line = /name="line" value="([^"]+)"/.exec(basket.text)?.[1] ?? '';
    await reader.post('/basket/remove', { line });
    expect((await reader.get('/basket')).text).toContain('Your basket is empty');
    expect(posts(site)).toEqual([
      { path: '/basket', body: mug },
      { path: '/basket/remove', body: { line } },
    ]);
  });

  test('refuses what is sold out and more than there is', async () => {
    const { reader } = await visit('shop');
    expect((await reader.post('/basket', { product: 'foundry-iron-kettle', quantity: '1' })).text).toContain(
      'sold out',
    );
    expect((await reader.post('/basket', { product: 'orchard-copper-kettle', quantity: '4' })).text).toContain(
      'only 3',
    );
    expect((await reader.get('/product/foundry-iron-kettle')).text).toMatch(
      /<button class="primary" disabled>Sold out/,
    );
  });

  test('pages through everything once, and sorts by price', async () => {
    const { reader } = await visit('shop');
    const texts = await Promise.all([1, 2, 3, 4].map(page => reader.get(`/products?page=${page}`)));
    expect(new Set(texts.flatMap(({ text }) => linksIn(text, '/product/'))).size).toBe(42);
    const sorted = await reader.get('/search?q=kettles&sort=price-asc');
    const prices = [...sorted.text.matchAll(/<b>£([\d.]+)/g)].map(([, price]) => Number(price));
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    expect(prices.length).toBeGreaterThan(6);
  });

  test('makes an order only of a whole form, escapes what it was told, and counts up', async () => {
    const { reader } = await visit('shop');
    const form = {
      name: '<i>Ann</i>',
      email: 'ann@example.com',
      address: '1 Quay',
      town: 'Ludlow',
      postcode: 'SY8 1AA',
    };
    await reader.post('/basket', mug);
    expect(await reader.post('/checkout', form)).toMatchObject({ status: 422 });
    const placed = await reader.post('/checkout', { ...form, agree: 'yes' });
    expect(placed.location).toBe('/orders/HH-1001');
    expect((await reader.get('/orders/HH-1001')).text).toContain('Thank you, &lt;i&gt;Ann&lt;/i&gt;');
    expect((await reader.post('/checkout', { ...form, agree: 'yes' })).location).toBe('/basket');
    await reader.post('/basket', mug);
    expect((await reader.post('/checkout', { ...form, agree: 'yes' })).location).toBe('/orders/HH-1002');
  });

  test('shows the letter once, from the second page on', async () => {
    const { reader } = await visit('shop');
    const shown = [];
    for (let at = 0; at < 4; at += 1) shown.push((await reader.get('/')).text.includes('data-newsletter'));
    expect(shown).toEqual([false, true, false, false]);
  });
});

describe('the forms', () => {
  const answers = [
    {
      fullName: 'Ada Byron',
      email: 'a@b.co',
      phone: '01632 960001',
      birth: '1990-12-10',
      country: 'Ukraine',
      contact: 'Post',
    },
    {
      eventName: 'Fair',
      eventType: 'Market',
      attendance: '250',
      reference: 'NW-1234-AB',
      description: 'Twenty stalls on the quay.',
    },
    { dates: '2026-06-05/2026-06-07', startTime: '09:30', music: 'no' },
    { termsRead: 'yes', accepted: 'yes', signature: 'Ada Byron' },
  ];
  const signIn = (reader: Reader) => reader.post('/login', { user: 'demo', password: 'demo-pass', next: '/apply' });

  test('let nobody in without the password, and nobody stay without the cookie', async () => {
    const { reader } = await visit('forms');
    expect((await reader.get('/apply/2')).location).toBe('/login?next=%2Fapply%2F2');
    const refused = await reader.post('/login', { user: 'demo', password: 'guess' });
    expect(refused).toMatchObject({ status: 401 });
    expect(refused.text).toContain('The username or the password is wrong.');
    expect((await signIn(reader)).location).toBe('/apply');
    expect((await reader.get('/apply/2')).status).toBe(200);
    reader.forget('np_login');
    expect((await reader.get('/apply/2')).location).toBe('/login?next=%2Fapply%2F2&expired=1');
    expect(
      (await reader.post('/login', { user: 'demo', password: 'demo-pass', next: '//evil.example' })).location,
    ).toBe('/applications');
  });

  test('end a sign-in after its time', async () => {
    const { reader } = await visit('forms', { signInSeconds: 0 });
    await signIn(reader);
    expect((await reader.get('/apply')).location).toContain('expired=1');
  });

  test('check each step, keep what was right, and give a reference in the end', async () => {
    const { site, reader } = await visit('forms');
    await signIn(reader);
    const wrong = await reader.post('/apply/1', { ...answers[0], email: 'nowhere', country: 'Atlantis' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="email-error"');
    expect(wrong.text).toContain('Choose a country from the list.');
    expect(wrong.text).toContain('value="Ada Byron"');
    expect((await reader.post('/apply/3', { dates: '2026-06-07/2026-06-05', startTime: '09:30' })).text).toContain(
      'The last day must not be before the first.',
    );
    for (const [at, form] of answers.entries()) expect((await reader.post(`/apply/${at + 1}`, form)).status).toBe(303);
    expect((await reader.get('/apply/review')).text).toContain('5 June 2026 to 7 June 2026');
    expect((await reader.post('/apply/submit')).location).toBe('/applications/NP-2026-0001?new=1');
    expect(posts(site).at(-2)).toEqual({ path: '/apply/4', body: answers[3] });
  });
});

describe('the data', () => {
  test('has seventy-five rivers on three pages, each once', async () => {
    const { reader } = await visit('data');
    const names: string[] = [];
    let path: string | undefined = '/rivers';
    let pages = 0;
    while (path !== undefined && pages < 9) {
      const { text } = await reader.get(path);
      pages += 1;
      names.push(...linksIn(text, '/rivers/'));
      path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(pages).toBe(3);
    expect(names).toHaveLength(75);
    expect(new Set(names).size).toBe(75);
  });

  test('keeps awkward values as they are, as text', async () => {
    const { reader } = await visit('data');
    const { text } = await reader.get('/rivers?q=Russia');
    expect(text).toContain('First line\nSecond line');
    expect((await reader.get('/rivers/nile')).text).toContain('>=SUM(A1:A9)<');
    expect((await reader.get('/rivers/brahmaputra')).text).toContain('&lt;b&gt;not bold&lt;/b&gt;');
    expect((await reader.get('/rivers.csv')).text).toContain('"=HYPERLINK(""/rivers/tigris""');
  });
});

test('the archive of the paper ends after ninety-six stories, each once', async () => {
  const { reader } = await visit('news');
  const slugs: string[] = [];
  for (let from = 0; from < 200; from += 12) {
    slugs.push(...linksIn((await reader.get(`/archive/more?from=${from}`)).text, '/article/'));
  }
  expect(slugs).toHaveLength(96);
  expect(new Set(slugs).size).toBe(96);
});
