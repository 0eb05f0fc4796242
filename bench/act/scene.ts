/** What one act is measured on: a page, what the product is told, what bare puppeteer does for the same, and what shows that it was done. */

import type { ElementHandle, Page } from 'puppeteer-core';
import type { PageAction, PageFile } from '../../lib/agent/page.ts';

export type SiteKey = 'shop' | 'forms' | 'data' | 'news' | 'awkward';

export interface Bare {
  readonly page: Page;
  /** The first element that `css` selects. */
  readonly element: ElementHandle<Element>;
  readonly urlOf: (site: SiteKey, path: string) => string;
  /** A text file on disk, to be uploaded. */
  readonly file: string;
}

export interface Ours {
  /** By role and name as the observation has them. Throws where there is none. */
  readonly refOf: (name: string, role?: string) => string;
  readonly urlOf: (site: SiteKey, path: string) => string;
}

export interface Scene {
  /** `click, a link to another page`: the verb first. */
  readonly what: string;
  readonly site: SiteKey;
  /** The page each round begins on, without the leading slash. */
  readonly path: string;
  readonly css?: string;
  /** Before the round, untimed. */
  readonly prepare?: (bare: Pick<Bare, 'page' | 'urlOf'>) => Promise<unknown>;
  /** An expression that is evaluated in the page right before the clock starts. */
  readonly trigger?: string;
  readonly ours: (hands: Ours) => PageAction;
  /** Where a task may do it only so often. */
  readonly rounds?: number;
  readonly files?: readonly PageFile[];
  /** The same input without any waiting for what comes of it. */
  readonly bare: (bare: Bare) => Promise<unknown>;
  /** An expression in the page. The act is done once its value is another; `file` once a download is there. */
  readonly shows: string | { readonly file: true };
}

/** For acts that bring another document. */
export const anotherDocument = 'performance.timeOrigin';
