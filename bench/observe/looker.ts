/** What the benchmark needs of anything that looks at pages, and how a page is brought to rest for it. */

import type { Told } from './in-page/tell-truth.ts';

export interface Look {
  readonly text: string;
  /** The first look at the page, ms. */
  readonly firstMs: number;
  /** The median of the looks after it, ms. */
  readonly ms: number;
  readonly truth: readonly Told[];
}

export interface Looker {
  readonly name: string;
  look(url: string): Promise<Look>;
  close(): Promise<void>;
}

export const VIEW = { width: 1280, height: 900 } as const;
export const ROUNDS = 5;

/** In the page: its size, to be asked until it stays. */
export const sizeOf = (): string =>
  `${document.readyState} ${document.getElementsByTagName('*').length} ${document.documentElement.scrollHeight}`;

const STEP_MS = 100;
/** So often in a row the same. */
const STEADY = 3;
const MAX_MS = 2_500;

/** Until the page has had the same size for a while. Pages that never rest are taken as they are. */
export async function untilSteady(ask: () => Promise<string>): Promise<void> {
  const end = performance.now() + MAX_MS;
  let last = '';
  for (let same = 0; same < STEADY && performance.now() < end; ) {
    const now = await ask().catch(() => '');
    same = now === last && now.startsWith('complete') ? same + 1 : 0;
    last = now;
    await new Promise(resolve => setTimeout(resolve, STEP_MS));
  }
}
