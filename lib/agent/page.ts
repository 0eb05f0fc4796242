/** The port to a page. Implemented by `lib/browser` on Chromium and by a scripted page in tests; the agent knows no other browser. */

import type { Action, Target } from '../domain/action.ts';
import type { SentValue } from '../domain/approval.ts';
import type { Refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import type { Locators } from '../domain/locator.ts';
import type { PageState } from './page-state.ts';

/** What only looks: the agent does these by the other methods of the port. */
export type ReadingKind = 'extract' | 'screenshot' | 'find' | 'read' | 'expand' | 'look';

/** What a page can be told to do. */
export type PageAction = Exclude<Action, { kind: ReadingKind }>;

export interface Tab {
  readonly tab: string;
  readonly url: string;
  readonly title: string;
  readonly active: boolean;
}

export interface Observation {
  readonly url: string;
  readonly title: string;
  /** The page as the model sees it: a line an element, refs as `[e12]`. The grammar is in `docs/observation.md`. */
  readonly text: string;
  /** Every ref in the text, and more that were folded away. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly tabs: readonly Tab[];
  /** What a dialog asks that waits; nothing else can be done before. */
  readonly question?: string;
  /** Equal fingerprints: nothing a person would notice has changed. For stuck detection. */
  readonly fingerprint: string;
  /** How much of the view is pictures, canvas and video, which the text cannot tell: 0 to 1. */
  readonly pictured: number;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** A part of the page beyond the observation: lines of the same grammar. */
export interface Excerpt {
  readonly ok: true;
  readonly text: string;
  /** Lines found or unfolded in all; the text may hold fewer. */
  readonly lines: number;
  /** Where to go on; undefined where the text holds the rest. */
  readonly next?: number;
  /** Places that have the text but cannot be seen now, such as in a closed menu. */
  readonly hidden?: number;
  /** The refs in the text. */
  readonly targets: ReadonlyMap<string, Target>;
}

export interface Screenshot {
  readonly mediaType: 'image/jpeg';
  readonly bytes: Uint8Array;
  /** What it shows and leaves out, in words of ours. */
  readonly caption?: string;
}

export interface ScreenshotOptions {
  readonly fullPage: boolean;
  /** Only this element. */
  readonly ref?: string;
  /** Draws each usable element's ref onto the picture: for models. */
  readonly marks?: boolean;
  /** Painted over, beyond what the page itself tells to be secret: elements by ref, and values that were typed. */
  readonly secrets?: { readonly refs?: readonly string[]; readonly texts?: readonly string[] };
}

/** Text as Markdown with headings, lists, tables as pipe tables and links as `[text](url)`. */
export interface PageText {
  readonly ok: true;
  readonly url: string;
  readonly title: string;
  readonly markdown: string;
  /** True where the page was longer than the limit and its end is missing. */
  readonly cut: boolean;
}

export interface PageCapture {
  readonly html: string;
  readonly mhtml: string | undefined;
}

/** A file that a page gave, or that is given to a page. */
export interface PageFile {
  /** A plain file name, without folders. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Page {
  observe(): Promise<Observation>;
  /**
   * Acts and settles. Never throws for what a page can do: failures are outcomes. Throws `page.crashed` where the browser is gone.
   * `files` are those of an upload, in its order.
   */
  perform(action: PageAction, signal: AbortSignal, files?: readonly PageFile[]): Promise<Outcome>;
  /** The lines that show a text, of the newest observation first and then of what it had to leave out. */
  find(text: string): Promise<Excerpt | Refusal>;
  /** The lines that were folded at `x3` of the newest observation, from the line `from` on. */
  expand(fold: string, from: number): Promise<Excerpt | Refusal>;
  screenshot(options: ScreenshotOptions): Promise<Screenshot>;
  /** How to find the element again on another day; undefined where it has gone meanwhile. */
  locatorsOf(ref: string): Promise<Locators | undefined>;
  /** What an activation of the element would send: all of its form, or of the part of the page it is in. */
  valuesSentBy(ref: string): Promise<readonly SentValue[] | Refusal>;
  /** The page's text, or one element's. */
  readText(ref?: string): Promise<PageText | Refusal>;
  /** The text of a file the page gave: PDF, CSV, text, HTML, JSON. */
  readFile(name: string): Promise<PageText | Refusal>;
  /** Files that came since it was last asked, complete and within the limits. */
  takeFiles(): Promise<readonly PageFile[]>;
  capture(): Promise<PageCapture>;
  /** What another browser needs to go on; in two seconds at most, whatever the page does. */
  saveState(): Promise<PageState>;
  /** Into a browser that has done nothing yet. What could not be restored, a sentence each. Throws `checkpoint.unknown-version`. */
  restoreState(state: PageState): Promise<readonly string[]>;
  /** Bytes received by the browser so far, for the budget. */
  bytesReceived(): number;
}
