/** Searches what the walk could not reach: the text of the whole document, without looks. Runs in the page; changes nothing. */

import type { Line, PageTarget } from './walked.ts';

export interface Search {
  readonly lines: readonly Line[];
  readonly targets: readonly PageTarget[];
  readonly nextRef: number;
  /** True where the time was over before the document was. */
  readonly cut: boolean;
  /** Places that have the text and cannot be seen now: in closed menus, other tabs of a box. */
  readonly hidden: number;
}

/** `nextRef` and `prefix` as for the walk. Finds words in text, names, values and options, case and spaces aside. */
export function searchPage(
  text: string,
  { nextRef, prefix, maxLines, maxMs }: { nextRef: number; prefix: string; maxLines: number; maxMs: number },
): Search {
  const { memory } = errand;
  memory.nextRef = Math.max(memory.nextRef, nextRef);
  memory.prefix = prefix;
  const plain = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const wanted = plain(text);
  // Normalizing every text of a million costs more than looking at it.
  const has = (words: string): boolean =>
    words.toLowerCase().includes(wanted) || (/[^ -~]|\s\s/.test(words) && plain(words).includes(wanted));
  const trip = errand.newTrip(maxMs, Number.POSITIVE_INFINITY);
  const seen = new Set<Element>();
  let hidden = 0;
  const take = (element: Element, words: string): void => {
    let used: Element | undefined = element;
    for (let up = 0; used !== undefined && up < 6; up += 1) {
      if (errand.isInteractive(used, errand.roleOf(used))) break;
      used = errand.parentOf(used);
    }
    const isUsed = used !== undefined && errand.isInteractive(used, errand.roleOf(used));
    const found = isUsed && used !== undefined ? used : element;
    if (seen.has(found)) return;
    if (!errand.isShown(found)) {
      hidden += 1;
      return;
    }
    seen.add(found);
    if (isUsed) errand.pushControl(trip, found, 0);
    else trip.lines.push({ kind: 'text', indent: 0, rank: 1, text: words.replace(/\s+/g, ' ').trim().slice(0, 2_000) });
  };
  const visit = (node: Node): void => {
    trip.nodes += 1;
    if (trip.lines.length >= maxLines || (trip.nodes % 256 === 0 && performance.now() > trip.end)) {
      trip.cut = true;
      return;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.textContent ?? '';
      const parent = errand.parentOf(node);
      if (parent !== undefined && has(words)) take(parent, parent.textContent ?? words);
      return;
    }
    if (!(node instanceof Element) || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD)$/.test(node.tagName)) return;
    const said = `${node.getAttribute('aria-label') ?? ''} ${node.getAttribute('placeholder') ?? ''} ${node.getAttribute('title') ?? ''} ${node.getAttribute('alt') ?? ''}`;
    if (said.length > 3 && has(said)) take(node, said);
    if (node.childElementCount > 0 && getComputedStyle(node).display === 'none') {
      if (hidden < 9 && node.childElementCount < 500 && has(node.textContent ?? '')) hidden += 1;
      return;
    }
    for (const child of errand.childrenOf(node)) {
      visit(child);
      if (trip.cut) return;
    }
  };
  // Where there is more than can be visited in the time, the texts alone come first: they are read five times as fast.
  if (document.getElementsByTagName('*').length > 50_000) {
    const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null && trip.lines.length < maxLines; text = texts.nextNode()) {
      trip.nodes += 1;
      if (trip.nodes % 1_024 === 0 && performance.now() > trip.end) break;
      const parent = text.parentElement;
      if (parent !== null && has(text.nodeValue ?? '') && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(parent.tagName))
        take(parent, parent.textContent ?? '');
    }
  }
  if (document.body !== null) visit(document.body);
  return { lines: trip.lines, targets: trip.targets, nextRef: memory.nextRef, cut: trip.cut, hidden };
}
