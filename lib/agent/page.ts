/** The port to a page. Implemented by `lib/browser` on Chromium and by a scripted page in tests; the agent knows no other browser. */

import type { Action, Target } from '../domain/action.ts';
import type { Outcome } from '../domain/events.ts';

/** What a page can be told to do. `extract` is the agent's own: it reads, asks the model, and saves. `screenshot` likewise saves. */
export type PageAction = Exclude<Action, { kind: 'extract' } | { kind: 'screenshot' }>;

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
  /** Equal fingerprints: nothing a person would notice has changed. For stuck detection. */
  readonly fingerprint: string;
  /** Milliseconds it took. */
  readonly ms: number;
}

export interface Screenshot {
  readonly mediaType: 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** The whole page as text for extraction: Markdown with headings, lists, tables as pipe tables and links as `[text](url)`. */
export interface PageText {
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

export interface Page {
  observe(): Promise<Observation>;
  /** Acts and settles. Never throws for what a page can do: failures are outcomes. Throws `page.crashed` where the browser is gone. */
  perform(action: PageAction, signal: AbortSignal): Promise<Outcome>;
  screenshot(options: { fullPage: boolean }): Promise<Screenshot>;
  readText(): Promise<PageText>;
  capture(): Promise<PageCapture>;
  /** Bytes received by the browser so far, for the budget. */
  bytesReceived(): number;
}
