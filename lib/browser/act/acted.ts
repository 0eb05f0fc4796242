/** What an act itself says of its effect, beside what the page's pulse feels. */

import type { Refusal } from '../../domain/errors.ts';

export interface Acted {
  /** Something changed that the document's pulse does not feel, such as a scroll position. */
  readonly changed: boolean;
  /** For the model: what it would not see by itself. */
  readonly note?: string;
  /** It was so already, and nothing was done: there is nothing to settle. */
  readonly untouched?: true;
  /** The page is likely to offer something to what was typed, in a moment. */
  readonly suggests?: boolean;
  /** Asked once the page is at rest: whether what was done has stayed so. */
  readonly after?: () => Promise<Refusal | string | undefined>;
}

/** Undefined where there is nothing to say: the page shows what came of it. */
export type Said = Refusal | Acted | undefined;

export const isRefusal = (said: Said): said is Refusal => said !== undefined && 'ok' in said;
export const isActed = (said: Said): said is Acted => said !== undefined && !('ok' in said);

/** A page's words as they are quoted in a note or a refusal. */
export const quote = (text: string, limit = 80): string =>
  JSON.stringify(text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
