/** What a person could use in this document, found by hit-testing and by looking at every element, and what the refs offer of it. Runs in the page. */

import type { Kind } from './kinds.ts';
import type { Match } from './match.ts';

export interface Told {
  readonly inView: boolean;
  readonly kind: Kind | 'unknown';
  /** By a ref that stands in the text. */
  readonly listed: Match | undefined;
  /** By any ref the looker gave, once asked for more. */
  readonly known: Match | undefined;
  /** Another link to the same address is listed. */
  readonly twin: boolean;
  /** What a person would call it; empty where it says nothing. */
  readonly words: string;
  readonly html: string;
  readonly box: readonly number[];
}

export interface Truth {
  readonly told: readonly Told[];
  /** Of the frames in `errandBench.frames`: the points of each that can be seen, in its own coordinates. */
  readonly frames: readonly (readonly (readonly [number, number])[])[];
}

type Points = readonly (readonly [number, number])[];

/** `points` is what can be seen of this document; undefined for the whole view. `listed` are the refs that stand in the text, `reached` these and more. */
export function tellTruth(points: Points | undefined, listed: readonly string[], reached: readonly string[]): Truth {
  const usable = errandBench.usableOn(document.documentElement);
  const frames = new Map<Element, [number, number][]>();
  const inView = new Set<Element>();
  const used = new Map<Element, Element | undefined>();
  for (const [x, y] of points ?? errandBench.gridOf()) {
    const hit = errandBench.elementAt(x, y);
    if (hit === undefined) continue;
    if (/^i?frame$/.test(hit.localName)) {
      const [left, top] = errandBench.innerCorner(hit);
      frames.set(hit, [...(frames.get(hit) ?? []), [x - left, y - top]]);
    }
    if (!used.has(hit)) used.set(hit, errandBench.usedBy(hit, usable));
    const by = used.get(hit);
    if (by !== undefined && !errandBench.isTransparent(by)) inView.add(by);
  }
  const truth = new Set(inView);
  for (const element of usable.kinds.keys()) {
    const by = errandBench.usedBy(element, usable);
    if (by !== undefined && !truth.has(by) && errandBench.couldBeSeen(by)) truth.add(by);
  }
  for (const frame of document.querySelectorAll('iframe, frame'))
    if (!frames.has(frame) && errandBench.couldBeSeen(frame)) frames.set(frame, []);
  errandBench.frames = [...frames.keys()];
  const ofThese = (refs: readonly string[]): Map<Element, string> => {
    const wanted = new Set(refs);
    return new Map([...errandBench.refs].filter(([, ref]) => wanted.has(ref)));
  };
  const shown = ofThese(listed);
  const all = ofThese(reached);
  const hrefs = new Set([...shown.keys()].flatMap(element => errandBench.hrefOf(element) ?? []));
  const told = [...truth].map(element => {
    const matched = errandBench.matchOf(element, shown, truth);
    return {
      inView: inView.has(element),
      kind: usable.kinds.get(element) ?? ('unknown' as const),
      listed: matched?.how,
      known: (matched ?? errandBench.matchOf(element, all, truth))?.how,
      twin: hrefs.has(errandBench.hrefOf(element) ?? ''),
      words: errandBench.wordsOf(element),
      html: element.outerHTML.replace(/\s+/g, ' ').slice(0, 220),
      box: errandBench.boxOf(element),
    };
  });
  return { told, frames: [...frames.values()] };
}

/** Every 6 px, which is less than the smallest thing a person can hit. */
export function gridOf(): [number, number][] {
  const points: [number, number][] = [];
  for (let y = 3; y < innerHeight; y += 6) for (let x = 3; x < innerWidth; x += 6) points.push([x, y]);
  return points;
}

/** Where a frame's own coordinates begin, in ours. */
export function innerCorner(frame: Element): [number, number] {
  const { left, top } = frame.getBoundingClientRect();
  const { paddingLeft, paddingTop } = getComputedStyle(frame);
  return [
    left + frame.clientLeft + Number.parseFloat(paddingLeft),
    top + frame.clientTop + Number.parseFloat(paddingTop),
  ];
}

/** A link to a place in the page, or to nowhere, has no twin. */
export function hrefOf(element: Element): string | undefined {
  const given = element.getAttribute('href') ?? '';
  return given === '' || /^(#|javascript:)/i.test(given) ? undefined : given;
}

/** Some of it: enough to ask for. */
export function wordsOf(element: Element): string {
  const field = element as HTMLInputElement;
  const said =
    element.getAttribute('aria-label') ||
    (element instanceof HTMLElement ? element.innerText : (element.textContent ?? '')) ||
    field.labels?.[0]?.innerText ||
    element.getAttribute('placeholder') ||
    element.getAttribute('title') ||
    element.querySelector('img[alt]')?.getAttribute('alt') ||
    element.getAttribute('alt') ||
    (/^(submit|button|reset)$/.test(field.type) ? field.value : '') ||
    '';
  return said.replace(/\s+/g, ' ').trim().slice(0, 40).trim();
}

export function boxOf(element: Element): number[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height].map(Math.round);
}
