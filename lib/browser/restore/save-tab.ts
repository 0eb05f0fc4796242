/** Saves one tab: where it is, what is filled in and scrolled, what its session storage holds. Of one that does not answer only where it is. */

import type { Frame } from 'puppeteer-core';
import type { FieldContent, SavedField, SavedScroll, SavedSession, SavedTab } from '../../agent/page-state.ts';
import { type Locators, withinLimit } from '../../domain/locator.ts';
import { quote } from '../act/acted.ts';
import { withSession } from '../act/navigate.ts';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import { wayTo } from '../locate/locators-of.ts';
import { realmOf } from '../realm.ts';
import type { OpenedTab } from '../tabs.ts';
import { keyOfPlace, type Place, placeOfFrame } from './place.ts';
import { type Holding, type OwnLocators, readFields } from './read-fields.ts';
import { readEntries } from './read-storage.ts';
import type { References } from './references.ts';
import type { Visits } from './visits.ts';

const MAX_FRAMES = 12;
const HISTORY_MS = 300;
const ANSWER_MS = 500;
const MAX_SESSION_CHARS = 250_000;
const LIMITS = { fields: 150, boxes: 20, chars: 20_000, ms: 500 };

export interface FrameOfTab {
  readonly frame: Frame;
  readonly place: Place;
}

export interface TabRead {
  readonly tab: SavedTab;
  /** Those that answered. */
  readonly frames: readonly FrameOfTab[];
  readonly notSaved: readonly string[];
}

interface Reading {
  readonly visits: Visits;
  readonly references: References;
  /** By `performance.now()`. */
  readonly end: number;
}

export async function readTab(opened: OpenedTab, { visits, references, end }: Reading): Promise<TabRead> {
  const { page, targetId, dialog, isWell, active, title } = opened;
  const url = page.url();
  const history = withSession(page, session => session.send('Page.getNavigationHistory'));
  const left = (): number => Math.max(1, end - performance.now());
  const back = await within(Math.min(HISTORY_MS, left()), 'the history', history).then(
    ({ currentIndex, entries }) => entries.slice(0, currentIndex).filter(entry => entry.url !== 'about:blank').length,
    () => 0,
  );
  const shell = {
    ...{ url, title, active, back, sent: visits.wasSent(targetId, url), opened: page.target().opener() !== undefined },
    ...{ sessions: [], fields: [], scroll: [] },
  };
  const nothing = (why: string): TabRead => ({
    tab: shell,
    frames: [],
    notSaved: [`in the page ${quote(url, 200)}: ${why}`],
  });
  if (dialog !== undefined)
    return nothing(
      `a dialog (${dialog.type} ${quote(dialog.message)}) was open; it and all that was filled in are lost`,
    );
  if (!isWell) return nothing('it did not answer; what was filled in is lost');
  // Asked first for next to nothing, so that a hung page leaves time for what is kept elsewhere.
  const answers = within(
    Math.min(ANSWER_MS, left()),
    'the page',
    realmOf(page.mainFrame()).evaluate(() => true),
  );
  if (!(await answers.catch(() => false))) return nothing('it did not answer; what was filled in is lost');
  const read: FrameRead[] = [];
  const failed: string[] = [];
  const readOne = async (frame: Frame): Promise<void> => {
    try {
      read.push(await within(left(), 'the page', readFrame(frame, references)));
    } catch {
      failed.push(frame.url());
    }
  };
  await readOne(page.mainFrame());
  if (read.length === 0) return nothing('it did not answer; what was filled in is lost');
  const inner = page.frames().filter(frame => frame !== page.mainFrame());
  await Promise.all(inner.slice(0, MAX_FRAMES).map(readOne));
  const sessions = new Map(
    read.flatMap(({ session }) => (session === undefined ? [] : [[keyOfPlace(session), session]])),
  );
  const tab = {
    ...shell,
    title: read[0]?.title ?? title,
    sessions: [...sessions.values()],
    fields: read.flatMap(one => one.fields),
    scroll: read.flatMap(one => one.scroll),
  };
  const unread = failed.length + Math.max(0, inner.length - MAX_FRAMES);
  const notSaved = [
    ...read.flatMap(one => one.notSaved),
    ...(unread > 0 ? [`in the page ${quote(url, 200)}: ${unread} frames did not answer`] : []),
  ];
  const frames = read.flatMap(({ frame, place }) => (place === undefined ? [] : [{ frame, place }]));
  return { tab, frames, notSaved };
}

interface FrameRead {
  readonly frame: Frame;
  readonly place: Place | undefined;
  readonly title: string;
  readonly session: SavedSession | undefined;
  readonly fields: readonly SavedField[];
  readonly scroll: readonly SavedScroll[];
  readonly notSaved: readonly string[];
}

async function readFrame(frame: Frame, references: References): Promise<FrameRead> {
  const realm = await installIn(frame);
  const place = placeOfFrame(frame);
  const read = await realm.evaluate(readFields, LIMITS);
  const session =
    place === undefined ? undefined : await realm.evaluate(readEntries, 'session' as const, MAX_SESSION_CHARS);
  const isEmpty = read.fields.length + read.scroll.length === 0;
  const frames = isEmpty ? [] : await wayTo(frame);
  const whole = (own: OwnLocators): Locators => withinLimit({ frames, ...own });
  const notSaved: string[] = [];
  const where = `in the page ${quote(frame.url(), 200)}`;
  if (read.left > 0) notSaved.push(`${where}: ${read.left} more fields and scrolled boxes`);
  if (session !== undefined && session.left > 0)
    notSaved.push(
      `${session.left} entries of the session storage ${where}: ${session.leftChars} characters are too many`,
    );
  const isInner = frame.parentFrame() !== null;
  if (isInner && read.scroll.some(one => one.locators === undefined))
    notSaved.push(`${where}: where the frame was scrolled to`);
  for (const { locators, holding } of read.fields)
    if (holding.kind === 'text' && holding.isFormatted)
      notSaved.push(`${where}: the formatting of the text in ${quote(locators.seen.name)}`);
  return {
    ...{ frame, place, title: read.title, notSaved },
    session:
      place === undefined || session === undefined || session.entries.length === 0
        ? undefined
        : { ...bare(place), entries: session.entries },
    fields: read.fields.map(({ locators, holding }) => ({
      locators: whole(locators),
      content: contentOf(holding, references),
    })),
    scroll: read.scroll
      .map(({ locators, x, y }) => ({ x, y, ...(locators === undefined ? {} : { locators: whole(locators) }) }))
      .filter(one => one.locators !== undefined || !isInner),
  };
}

const bare = ({ origin, under }: Place) => (under === undefined ? { origin } : { origin, under });

/** A secret goes no further than this: by name where it has one, else not at all. */
function contentOf(holding: Holding, references: References): FieldContent {
  switch (holding.kind) {
    case 'text': {
      const reference = references.referenceFor(holding.value);
      if (reference !== undefined) return { kind: 'secret', reference };
      const isSecret = holding.isSecret || references.holdsSecret(holding.value);
      return isSecret ? { kind: 'withheld', why: 'it may be secret' } : { kind: 'text', value: holding.value };
    }
    case 'long':
      return { kind: 'withheld', why: `${holding.chars} characters are too many` };
    case 'files':
      return { kind: 'withheld', why: 'chosen files are not kept' };
    case 'options':
    case 'ticked':
      return holding;
    default:
      return holding satisfies never;
  }
}
