/** The agent's Page on Chromium: what is seen, found, read and pictured of the active tab. Launches nothing, closes nothing. */

import type { Frame } from 'puppeteer-core';
import type { Excerpt, Page, PageText } from '../agent/page.ts';
import type { Target } from '../domain/action.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import { locate } from './act/element.ts';
import { stopScript } from './busy.ts';
import { isReplaced, within } from './deadline.ts';
import type { Downloads } from './files/downloads.ts';
import { readFileText } from './files/read-file.ts';
import { locatorsOf } from './locate/locators-of.ts';
import type { MayNavigate, NavigationGuard } from './navigation-guard.ts';
import { observeDialog } from './observe/dialog.ts';
import { excerptOf, linesWith } from './observe/excerpt.ts';
import type { Remembered } from './observe/news.ts';
import { type Looked, observe, show } from './observe/observe.ts';
import { searchFrames } from './observe/search-frames.ts';
import { explain } from './outcome.ts';
import { perform } from './perform.ts';
import { capturePage } from './pictures/capture-page.ts';
import type { Painter } from './pictures/painter.ts';
import type { Shutter } from './pictures/shutter.ts';
import { takePicture } from './pictures/take-picture.ts';
import { readElement, readFrames } from './read.ts';
import { renew } from './renew.ts';
import { rememberReferences } from './restore/references.ts';
import { restoreState } from './restore/restore-state.ts';
import { saveState } from './restore/save-state.ts';
import type { Visits } from './restore/visits.ts';
import type { SecretSource } from './secret-source.ts';
import type { Tabs } from './tabs.ts';

export interface Parts {
  readonly tabs: Tabs;
  readonly visits: Visits;
  /** What the guard asks. */
  readonly mayNavigate: MayNavigate;
  readonly guard: NavigationGuard;
  readonly bytes: () => number;
  readonly refusals: () => readonly string[];
  /** Whether the proxy answers. */
  readonly hasWayOut: () => Promise<boolean>;
  readonly downloads: Downloads;
  readonly painter: Painter;
  readonly shutter: Shutter;
  /** Of this task, for files. */
  readonly folder: string;
  readonly secrets?: SecretSource | undefined;
}

const READ_MS = 8_000;
/** For a look, however the page behaves: then it is left, and the look is at an empty one. */
const LOOK_MS = 6_000;
/** For what is done with the lines once all frames are read. */
const FOLD_MS = 500;
/** What a look gets at least: that at the empty page too. */
const LEAST_LOOK_MS = 2_000;
const LOOK_TRIES = 8;
/** Documents that came one after the other under as many walks: the page does not hold still. */
const MAX_REPLACED = 5;

export function pageOf(parts: Parts): Page {
  const { tabs, guard, visits, bytes, downloads, shutter } = parts;
  const references = rememberReferences(parts.secrets);
  let looked: Looked | undefined;
  let nextRef = 1;
  let remembered: Remembered | undefined;
  let targets: ReadonlyMap<string, Target> = new Map();
  const known = new WeakMap();
  const nameFrame = frameNames();
  const look = async (): Promise<Looked> => {
    const notices: string[] = [];
    const end = performance.now() + LOOK_MS;
    const left = (): number => end - performance.now();
    for (let attempt = 1; ; attempt += 1) {
      if (!tabs.isAlive()) throw tabs.gone();
      if (tabs.isLost()) await renew(tabs);
      try {
        notices.push(...tabs.takeNotices(), ...blocked(guard.takeRefusal()), ...downloads.takeNotices());
        const dialog = tabs.dialog();
        if (dialog !== undefined) return { ...observeDialog(dialog, tabs.active().url(), notices), nextRef };
        const list = await tabs.list();
        const ms = Math.max(LEAST_LOOK_MS, left());
        const until = performance.now() + ms - FOLD_MS;
        const at = { tabs: list, notices, nameFrame, nextRef, known, before: remembered, until };
        const looking = within(ms, 'the page', observe(tabs.active().mainFrame(), at));
        const seen = await tabs.unlessDialog(tabs.unlessCrashed(looking));
        // A dialog that opens under the walk is what there is to see: the next turn shows it.
        if (seen !== undefined) return seen;
      } catch (error) {
        if (!tabs.isAlive() || (error instanceof ErrandError && tabs.isStarved())) throw tabs.gone(error);
        if (attempt >= LOOK_TRIES || !(isReplaced(error) || error instanceof ErrandError)) throw error;
        // The page is replacing itself under the walk: look again at what comes.
        const isOnItsWay = isReplaced(error) && attempt < MAX_REPLACED && left() > 0;
        if (isOnItsWay || tabs.isLost()) continue;
        const isStopped = !isReplaced(error) && left() > 0 && (await stopScript(tabs.active().mainFrame()));
        if (!isStopped) tabs.giveUp();
      }
    }
  };
  const elementOf = (ref: string) => tabs.unlessCrashed(locate(tabs.active(), looked?.frames ?? [], ref));
  /** What a page can do wrong is an answer too; only a browser that is gone ends the run. */
  const answering = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | Refusal> => {
    try {
      if (tabs.isAlive() && tabs.isLost())
        return refusal('page.crashed', 'The page is gone; look at what took its place.');
      return await tabs.unlessCrashed(ask());
    } catch (error) {
      if (!tabs.isAlive()) throw tabs.gone(error);
      return explain(error);
    }
  };
  return {
    async observe() {
      looked = await shutter.beside(look);
      ({ nextRef } = looked);
      ({ targets } = looked.observation);
      // What a dialog hid for a while is not new after it.
      remembered = looked.remembered ?? remembered;
      return looked.observation;
    },
    perform: (action, signal, files = []) =>
      perform({ ...parts, secrets: references.source, frames: looked?.frames ?? [], files }, action, signal),
    find: text =>
      answering(async (): Promise<Excerpt | Refusal> => {
        const { lines: found, count } = linesWith(looked?.lines ?? [], text);
        if (looked === undefined || (count > 0 && !looked.cut))
          return { ...excerptOf(found, 0, targets), lines: count };
        const searched = await searchFrames(looked.frames, text, nextRef);
        ({ nextRef } = searched);
        targets = new Map([...targets, ...searched.targets.map(target => [target.ref, target] as const)]);
        const seen = new Set(found.flatMap(({ line }) => line.refs ?? []));
        const more = searched.lines
          .filter(line => !line.refs?.some(ref => seen.has(ref)))
          .map(line => ({ ...show(line), isNew: false }));
        const { hidden } = searched;
        const excerpt = excerptOf([...found, ...more], 0, targets);
        return { ...excerpt, lines: count + more.length, ...(hidden > 0 ? { hidden } : {}) };
      }),
    async expand(fold, from) {
      const hidden = looked?.folds.get(fold);
      if (hidden !== undefined) return excerptOf(hidden, from, targets);
      const there = [...(looked?.folds.keys() ?? [])].join(', ');
      return refusal('page.ref-unknown', `The newest page has no fold ${fold}; it has ${there || 'none'}.`);
    },
    async screenshot(options) {
      // Behind a dialog the page paints nothing; one that opens meanwhile ends the wait.
      const frames = looked?.frames ?? [];
      const refs = [...(looked?.observation.targets.values() ?? [])]
        .filter(({ role }) => role !== 'box' && role !== 'iframe')
        .map(target => target.ref);
      const camera = { page: tabs.active(), painter: parts.painter, frames, refs, locate: elementOf };
      const dialogOpen = (): ErrandError => new ErrandError('page.dialog-open', 'A dialog waits for an answer.');
      if (tabs.dialog() !== undefined) throw dialogOpen();
      const picture = await shutter.first(() => tabs.unlessDialog(tabs.unlessCrashed(takePicture(camera, options))));
      if (picture === undefined) throw dialogOpen();
      return picture;
    },
    readText: ref =>
      answering(async (): Promise<PageText | Refusal> => {
        if (tabs.dialog() !== undefined) return refusal('page.dialog-open', 'A dialog waits for an answer.');
        const page = tabs.active();
        const located = ref === undefined ? undefined : await elementOf(ref);
        if (located?.ok === false) return located;
        const title = await within(READ_MS, 'the title', page.title());
        const { markdown, cut } =
          located === undefined ? await readFrames(page.mainFrame()) : await readElement(located.element);
        return { ok: true, url: page.url(), title, markdown, cut };
      }),
    async readFile(name) {
      const file = downloads.find(name);
      if (file !== undefined) return readFileText(file, tabs.active().url());
      const there = downloads.names().map(one => JSON.stringify(one));
      return refusal('page.file-unknown', `There is no file "${name}"; there are: ${there.join(', ') || 'none'}.`);
    },
    takeFiles: async () => downloads.take(),
    async locatorsOf(ref) {
      if (tabs.dialog() !== undefined) return undefined;
      const located = await elementOf(ref).catch(() => undefined);
      if (located?.ok !== true) return undefined;
      try {
        return await locatorsOf(located.frame, located.element);
      } catch {
        // How to find it again is worth no failure now.
        return undefined;
      } finally {
        void located.element.dispose().catch(() => {});
      }
    },
    valuesSentBy: ref =>
      answering(async () => {
        const located = await elementOf(ref);
        if (!located.ok) return located;
        const { element } = located;
        try {
          return await within(
            READ_MS,
            'the form',
            element.evaluate(node => errand.valuesSentBy(node)),
          );
        } finally {
          void element.dispose().catch(() => {});
        }
      }),
    async capture() {
      // A page that a dialog holds answers nothing.
      const copy = tabs.dialog() === undefined ? await tabs.unlessDialog(capturePage(tabs.active())) : undefined;
      if (copy === undefined) throw new ErrandError('page.dialog-open', 'A dialog waits for an answer.');
      return copy;
    },
    saveState: () => saveState({ tabs, visits, references }),
    async restoreState(state) {
      const told = await restoreState({ tabs, guard, references, mayNavigate: parts.mayNavigate }, state);
      looked = undefined;
      return told;
    },
    bytesReceived: bytes,
  };
}

/** A page that goes elsewhere by itself, between two acts. */
const blocked = (refused: Refusal | undefined): string[] =>
  refused === undefined ? [] : [`a navigation was refused: ${JSON.stringify(refused.detail.slice(0, 300))}`];

function frameNames(): (frame: Frame) => string {
  const names = new WeakMap<Frame, string>();
  let named = 0;
  return frame => {
    const known = names.get(frame);
    if (known !== undefined) return known;
    named += 1;
    names.set(frame, `f${named}`);
    return `f${named}`;
  };
}
