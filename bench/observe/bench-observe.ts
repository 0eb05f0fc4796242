/** Observation beside Playwright's aria snapshot, on the same pages in the same run: size, time, and what of the usable each offers. */

import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { Figure } from '../measure.ts';
import { openPages } from '../pages/open-pages.ts';
import type { BenchPage } from '../pages/page-list.ts';
import { figuresOf } from './figures.ts';
import { lookOurs } from './look-ours.ts';
import { lookPlaywright } from './look-playwright.ts';
import type { Looker } from './looker.ts';
import { type PageSeen, type Seen, seenOf } from './seen.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/errand');
/** What was missed, outside the tree: of pages that may be tuned on page by page and element by element, of the others only how many. */
const missedFile = join(tmpdir(), 'errand-bench-observe.json');
/** A page that takes longer is given up. */
const PAGE_MS = 90_000;

export interface ObserveOptions {
  /** Parts of pages' names; all pages where there is none. */
  readonly only?: readonly string[];
  /** Prints every miss of ours. */
  readonly verbose?: boolean;
}

export async function benchObserve({ only = [], verbose = false }: ObserveOptions = {}): Promise<readonly Figure[]> {
  const { pages, hosts, close } = await openPages();
  const at = { chromeDir: cache, hosts };
  const chosen = pages.filter(({ name }) => only.length === 0 || only.some(part => name.includes(part)));
  const seen: PageSeen[] = [];
  let lookers: readonly [Looker, Looker] | undefined;
  try {
    for (const [index, page] of chosen.entries()) {
      lookers ??= [await lookOurs(at), await lookPlaywright(at)];
      try {
        const [ours, theirs] = [await see(lookers[0], page), await see(lookers[1], page)];
        seen.push({ ...page, ours, theirs });
        console.error(lineOf(index + 1, chosen.length, page, ours, theirs));
      } catch (error) {
        console.error(`skipped ${page.name}: ${String(error).slice(0, 200)}`);
        // Whatever state the page left a browser in, the next one starts anew.
        await Promise.all(lookers.map(looker => looker.close().catch(() => {})));
        lookers = undefined;
      }
    }
  } finally {
    await Promise.all((lookers ?? []).map(looker => looker.close().catch(() => {})));
    await close();
  }
  await writeFile(missedFile, JSON.stringify(seen, undefined, 1));
  console.error(`what was missed is in ${missedFile}`);
  if (verbose) for (const line of seen.flatMap(missesOf)) console.error(line);
  return figuresOf(seen);
}

async function see(looker: Looker, { url, half }: BenchPage): Promise<Seen> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${looker.name} took longer than ${PAGE_MS} ms`)), PAGE_MS);
  try {
    const look = await Promise.race([looker.look(url), promise]);
    return seenOf(look, { tokens: encode(look.text).length, half });
  } finally {
    clearTimeout(timer);
  }
}

function lineOf(at: number, of: number, { name, half }: BenchPage, ours: Seen, theirs: Seen): string {
  const say = ({ tokens, ms, inView, elsewhere }: Seen): string =>
    `${tokens} tokens, ${Math.round(ms)} ms, in view ${inView.listed}/${inView.all}, else ${elsewhere.known}/${elsewhere.all}`;
  return `${at}/${of} ${name} (${half}): ${say(ours)} | Playwright ${say(theirs)}`;
}

function missesOf({ name, half, ours }: PageSeen): readonly string[] {
  if (half === 'held-out')
    return Object.entries(ours.causes).map(([cause, count]) => `${name} (held-out): ${count} ${cause}`);
  return ours.missed.map(
    ({ where, cause, kind, html, box }) => `${name}: ${where}, ${cause}, ${kind}, at ${box.join(' ')}: ${html}`,
  );
}

// `node bench/observe/bench-observe.ts [part of a page's name …]`: some pages only.
if (import.meta.main) {
  const { printTable } = await import('../measure.ts');
  const given = process.argv.slice(2);
  const only = given.filter(arg => !arg.startsWith('--'));
  printTable(await benchObserve({ only, verbose: given.includes('--verbose') }));
  process.exit(0);
}
