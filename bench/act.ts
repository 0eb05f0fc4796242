/** Acts: how long each verb takes with its settling, beside bare puppeteer that does the same input in the same tab and waits for nothing. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwkwardSite } from '../tests/sites/awkward/start-awkward.ts';
import { startSite } from '../tests/sites/start-site.ts';
import { type Played, playScene } from './act/play-scene.ts';
import type { SiteKey } from './act/scene.ts';
import { scenes } from './act/scenes.ts';
import { type Figure, median, ms, quantile, times } from './measure.ts';
import { openPort } from './observe/open-port.ts';

const chromeDir = join(import.meta.dirname, '../node_modules/.cache/errand');

/** `only` are parts of what the scenes say they are; all where there is none. */
export async function benchAct(only: readonly string[] = []): Promise<readonly Figure[]> {
  const [shop, forms, data, news, awkward] = await Promise.all([
    startSite('shop'),
    startSite('forms'),
    startSite('data'),
    startSite('news'),
    startAwkwardSite(),
  ]);
  const sites = { shop, forms, data, news, awkward };
  const all = Object.values(sites);
  const urlOf = (site: SiteKey, path: string): string => `${sites[site].url.replace(/\/$/, '')}/${path}`;
  const folder = await mkdtemp(join(tmpdir(), 'errand-bench-'));
  const file = join(folder, 'letter.txt');
  await writeFile(file, 'Dear all\n');
  const { port, page, close } = await openPort({ chromeDir, hosts: all.map(({ host }) => host) });
  // Its letter and its cookie banner would come between on a slow machine.
  for (const name of ['hh_newsletter', 'hh_consent'])
    await page.browserContext().setCookie({ name, value: 'offered', domain: '127.0.0.1' });
  try {
    const played: Played[] = [];
    for (const scene of scenes) {
      if (only.length > 0 && !only.some(part => scene.what.includes(part))) continue;
      try {
        const one = await playScene({ port, page, urlOf, file }, scene);
        played.push(one);
        console.error(`${scene.what}: ${figureOf(one).ours}`);
      } catch (error) {
        console.error(`skipped ${scene.what}: ${String(error).slice(0, 300)}`);
      }
    }
    return [...played.map(figureOf), thereOf(played)];
  } finally {
    await close();
    await rm(folder, { recursive: true });
    await Promise.all(all.map(site => site.close()));
  }
}

function figureOf({ scene, ours, input, seen }: Played): Figure {
  const say = (values: readonly number[]): string => `${ms(median(values))}, p95 ${ms(quantile(values, 0.95))}`;
  return {
    what: `act + settle: ${scene.what}`,
    ours: say(ours),
    beside: `puppeteer's input ${say(input)}; its effect seen ${say(seen)}`,
    ratio: times(median(ours), median(seen)),
    want: '–',
  };
}

function thereOf(played: readonly Played[]): Figure {
  const all = played.reduce((total, one) => total + one.ours.length, 0);
  const there = played.reduce((total, one) => total + one.there, 0);
  return {
    what: 'act + settle: effect there when the act is answered',
    ours: `${((there / all) * 100).toFixed(1)} % (${there} of ${all})`,
    beside: '–',
    ratio: '–',
    want: '100 %',
  };
}

// `node bench/act.ts [part of a scene's name …]`: some scenes only.
if (import.meta.main) {
  const { printTable } = await import('./measure.ts');
  printTable(await benchAct(process.argv.slice(2)));
  process.exit(0);
}
