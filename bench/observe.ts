/** Observation: size and time beside Playwright's aria snapshot, on the same pages in the same run. */

import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { chromium } from 'playwright-core';
import { findChromium } from '../lib/browser/chromium-binary.ts';
import { openBrowser } from '../lib/browser/open-browser.ts';
import { type Site, startSite } from '../tests/sites/start-site.ts';
import { type Figure, median, ms, times } from './measure.ts';

const chromeDir = join(import.meta.dirname, '../node_modules/.cache/errand');
const ROUNDS = 7;

const pagesOf = ({ shop, data, news, forms }: Record<'shop' | 'data' | 'news' | 'forms', Site>): readonly string[] => [
  shop.url,
  `${shop.url}products`,
  `${shop.url}search?q=kettle`,
  `${shop.url}product/heron-gooseneck-kettle`,
  `${data.url}rivers`,
  `${data.url}summary`,
  `${data.url}stations`,
  news.url,
  `${news.url}archive`,
  `${forms.url}login`,
];

interface Looks {
  readonly tokens: number[];
  readonly times: number[];
}

export async function benchObserve(): Promise<readonly Figure[]> {
  const [shop, data, news, forms] = await Promise.all([
    startSite('shop'),
    startSite('data'),
    startSite('news'),
    startSite('forms'),
  ]);
  const sites = [shop, data, news, forms];
  try {
    const urls = pagesOf({ shop, data, news, forms });
    const ours = await lookOurs(
      urls,
      sites.map(site => site.host),
    );
    const theirs = await lookPlaywright(urls);
    return [
      {
        what: `observation, tokens (o200k), median of ${urls.length} pages`,
        ours: String(median(ours.tokens)),
        beside: `Playwright ${median(theirs.tokens)}`,
        ratio: times(median(ours.tokens), median(theirs.tokens)),
        want: '≤ 3000',
      },
      {
        what: 'observation, time, median',
        ours: ms(median(ours.times)),
        beside: `Playwright ${ms(median(theirs.times))}`,
        ratio: times(median(ours.times), median(theirs.times)),
        want: '≤ 1 ×',
      },
    ];
  } finally {
    await Promise.all(sites.map(site => site.close()));
  }
}

async function lookOurs(urls: readonly string[], allowHosts: readonly string[]): Promise<Looks> {
  const { page, close } = await openBrowser({ chromeDir, allowHosts, mayNavigate: () => undefined });
  const looks: Looks = { tokens: [], times: [] };
  try {
    for (const url of urls) {
      await page.perform({ kind: 'navigate', url }, new AbortController().signal);
      await page.observe();
      const rounds: number[] = [];
      let text = '';
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        ({ text } = await page.observe());
        rounds.push(performance.now() - start);
      }
      looks.tokens.push(encode(text).length);
      looks.times.push(median(rounds));
    }
  } finally {
    await close();
  }
  return looks;
}

async function lookPlaywright(urls: readonly string[]): Promise<Looks> {
  const binary = await findChromium({ chromeDir });
  const browser = await chromium.launch({
    executablePath: binary.executable,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
    env: { PATH: '/usr/bin:/bin', ...binary.env },
  });
  const looks: Looks = { tokens: [], times: [] };
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    for (const url of urls) {
      await page.goto(url);
      await page.waitForTimeout(200);
      const rounds: number[] = [];
      let text = '';
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        text = await page.ariaSnapshot({ mode: 'ai' });
        rounds.push(performance.now() - start);
      }
      looks.tokens.push(encode(text).length);
      looks.times.push(median(rounds));
    }
  } finally {
    await browser.close();
  }
  return looks;
}
