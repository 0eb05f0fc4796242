/** Looks at a tab: walks its frames, marks what is new, folds the lines into the budget, gives the targets. Acts on nothing. */

import { createHash } from 'node:crypto';
import type { Frame } from 'puppeteer-core';
import type { Observation, Tab } from '../../agent/page.ts';
import type { Line } from '../in-page/walked.ts';
import { costOf } from './cost.ts';
import { type Folded, fold, type ShownLine } from './fold.ts';
import { markNew, type Remembered } from './news.ts';
import { type ObservedFrame, type Walking, walkFrames } from './walk-frames.ts';

/** Characters of a text shown; `read` has it whole. */
const MAX_TEXT = 320;

export interface Look extends Walking {
  readonly tabs: readonly Tab[];
  readonly notices: readonly string[];
  /** The lines of the look before, for what is new. */
  readonly before: Remembered | undefined;
}

export interface Looked {
  readonly observation: Observation;
  readonly frames: readonly ObservedFrame[];
  readonly nextRef: number;
  readonly lines: readonly ShownLine[];
  readonly folds: Folded['folds'];
  /** True where the page was too large to be walked whole. */
  readonly cut: boolean;
  /** Undefined where a dialog hid the page. */
  readonly remembered: Remembered | undefined;
}

export async function observe(main: Frame, look: Look): Promise<Looked> {
  const start = performance.now();
  const { walk, lines, targets, frames, nextRef, skipped } = await walkFrames(main, look);
  const { title } = walk;
  const tabs = look.tabs.map(tab => (tab.active ? { ...tab, title } : tab));
  const url = main.url();
  const { scroll } = walk;
  const head = [
    `url ${JSON.stringify(clip(url, 500))}`,
    `title ${JSON.stringify(clip(title, 200))}`,
    ...(tabs.length > 1 ? [tabsLine(tabs)] : []),
    ...(scroll.height > scroll.view + 4
      ? [`scroll: ${scroll.y} of ${scroll.height - scroll.view} px, ${scroll.view} in view`]
      : []),
    ...look.notices.map(notice => `notice: ${notice}`),
    ...overlay(lines),
    ...(skipped > 0 ? [`notice: ${skipped} frames were not read`] : []),
  ].join('\n');
  const { shown, remembered } = markNew(lines.map(show), { document: walk.document, before: look.before });
  const { text: body, folds } = fold(shown, costOf(head));
  const end = walk.cut ? '\n… the page is too large to be read whole; find searches the rest' : '';
  const observation: Observation = {
    url,
    title,
    text: withoutInvisible(`${head}\n${body === '' ? '(the page shows nothing)' : body}${end}`),
    targets: new Map(targets.map(target => [target.ref, target])),
    tabs,
    fingerprint: fingerprintOf(lines, `${url}|${scroll.y}`),
    pictured: walk.pictured,
    ms: performance.now() - start,
  };
  return { observation, frames, nextRef, lines: shown, folds, cut: walk.cut, remembered };
}

/** Texts are quoted here and not in the page, so that what is searched is what the page says. */
export function show(line: Line): Omit<ShownLine, 'isNew'> {
  return { line, text: line.kind === 'text' ? JSON.stringify(clip(line.text, MAX_TEXT)) : line.text };
}

/** What a person would notice: not the refs, and not where the focus is. */
function fingerprintOf(lines: readonly Line[], place: string): string {
  const texts = lines.map(line =>
    line.text.replace(/\[(?:f\d+)?e\d+\] /g, '').replace(/ \(focused\)$|, focused(?=[,)])|focused, /, ''),
  );
  return createHash('sha256').update(texts.join('\n')).update(place).digest('base64url').slice(0, 22);
}

/** So many covered controls are no accident of the layout. */
const MANY_COVERED = 6;

/** What lies over much of the page is said once at the top; it often stands at the page's end. */
function overlay(lines: readonly Line[]): readonly string[] {
  const covered = lines.filter(({ kind, text }) => kind === 'control' && /\([^"]*covered|, covered/.test(text));
  const names = covered.flatMap(({ text }) => /covered by ("(?:[^"\\]|\\.)*")\)?$/.exec(text)?.[1] ?? []);
  const [name] = names.filter((one, index) => names.indexOf(one) !== index);
  return covered.length < MANY_COVERED || name === undefined ? [] : [`notice: ${name} lies over the page`];
}

function tabsLine(tabs: readonly Tab[]): string {
  return `tabs: ${tabs.map(({ tab, title, active }) => `${tab} ${JSON.stringify(clip(title, 60))}${active ? ' (active)' : ''}`).join(', ')}`;
}

/** Characters that no person sees but a model reads: zero width, direction, tags; and the two line breaks that JSON lets through. */
function withoutInvisible(text: string): string {
  return text
    .replace(/[\u2028\u2029\u0085]/g, ' ')
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu, '');
}

const clip = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
