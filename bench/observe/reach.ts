/** How a model gets at what an observation leaves out: it unfolds every fold, and asks for the words of what is still missing. Uses nothing but the page port. */

import type { Page } from '../../lib/agent/page.ts';
import type { Told } from './in-page/tell-truth.ts';

/** Parts of one fold that are asked for; a fold that has more is taken as endless. */
const MAX_PARTS = 200;
/** Searches a page is asked for. */
const MAX_SEARCHES = 80;

/** What the page says stands in quotes; what is left of the text is ours. */
const withoutQuotes = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');

export const refsIn = (text: string): readonly string[] =>
  [...withoutQuotes(text).matchAll(/\[((?:f\d+)?e\d+)\]/g)].flatMap(([, ref]) => ref ?? []);

/** The refs in the folds of the newest observation. */
export async function unfold(port: Page, text: string): Promise<readonly string[]> {
  const refs: string[] = [];
  for (const [, fold = ''] of withoutQuotes(text).matchAll(/… \[(x\d+)\]/g)) {
    let from: number | undefined = 0;
    for (let part = 0; from !== undefined && part < MAX_PARTS; part += 1) {
      const answer = await port.expand(fold, from);
      if (!answer.ok) break;
      refs.push(...refsIn(answer.text));
      from = answer.next;
    }
  }
  return refs;
}

/** The refs that `find` gives for the words on what no fold had. What has no words cannot be asked for. */
export async function search(port: Page, truth: readonly Told[]): Promise<readonly string[]> {
  const missing = truth.filter(({ known, words }) => known === undefined && words !== '');
  const refs: string[] = [];
  for (const words of [...new Set(missing.map(told => told.words))].slice(0, MAX_SEARCHES)) {
    const answer = await port.find(words);
    if (answer.ok) refs.push(...refsIn(answer.text));
  }
  return refs;
}
