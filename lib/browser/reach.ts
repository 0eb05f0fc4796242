/** Finds an act's element though a script keeps the page busy: that is stopped, for nothing has been done yet. Acts on nothing. */

import type { Page } from 'puppeteer-core';
import { isErrandError, type Refusal } from '../domain/errors.ts';
import { type Located, locate } from './act/element.ts';
import { stopScript } from './busy.ts';
import type { ObservedFrame } from './observe/walk-frames.ts';

export interface Reached extends Located {
  /** What the agent should know of the way there. */
  readonly note?: string;
}

/** Throws `page.timeout` where the page answers nothing even then. */
export async function reach(page: Page, frames: readonly ObservedFrame[], ref: string): Promise<Reached | Refusal> {
  try {
    return await locate(page, frames, ref);
  } catch (error) {
    if (!isErrandError(error, 'page.timeout') || !(await stopScript(page.mainFrame()))) throw error;
  }
  const located = await locate(page, frames, ref);
  const note = 'before it, a script kept the page busy and was stopped; the page may be incomplete';
  return located.ok ? { ...located, note } : located;
}
