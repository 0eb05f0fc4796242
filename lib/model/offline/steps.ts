/** What the offline model can be told to do. Plain data; a step finds its element only when it is played. */

import type { Quantity } from './grammar/quantities.ts';

/** Where it stands, the step is done only if `seen` is on the page; an empty `seen`: only if the step's own target is. */
interface Conditional {
  readonly only?: {
    readonly seen: string /** Only if the conditional step before it was done. */;
    readonly also?: true;
  };
}

export type Step =
  | { readonly kind: 'goto'; readonly url: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'forward' }
  | { readonly kind: 'reload' }
  | { readonly kind: 'close-tab' }
  | ({ readonly kind: 'search'; readonly query: string } & Conditional)
  | ({
      readonly kind: 'click';
      readonly name: string;
      readonly role?: RoleHint;
      /** It was quoted: the page says it so, and nothing that only shares words with it is meant. */
      readonly exact?: true;
      /** From 1 in document order of those with this name; -1 is the last. */
      readonly nth?: number;
      /** Of several with this name, the one that follows this text: `Add to basket` of one product of many. */
      readonly near?: string;
      /** What was named before: `found` by a search, or `picked` from a list. */
      readonly it?: 'found' | 'picked';
      readonly inNewTab?: true;
      /** A file is to come of it. */
      readonly saves?: true;
    } & Conditional)
  | ({ readonly kind: 'hover'; readonly name: string } & Conditional)
  | ({ readonly kind: 'dismiss'; readonly choice: 'accept' | 'reject' | 'close'; readonly what: string } & Conditional)
  | ({ readonly kind: 'fill'; readonly field: string; readonly value: Value; readonly submit?: true } & Conditional)
  /** "colour Copper, in stock only": which part is a field and which a value, the page says. */
  | ({ readonly kind: 'set'; readonly phrase: string } & Conditional)
  | ({ readonly kind: 'select'; readonly option: string; readonly field: string } & Conditional)
  | ({ readonly kind: 'tick'; readonly name: string; readonly on: boolean } & Conditional)
  | { readonly kind: 'press'; readonly keys: string }
  | {
      readonly kind: 'scroll';
      readonly to: 'down' | 'up' | 'top' | 'bottom';
      /** To where this text is. */
      readonly text?: string;
      /** On and on, until this text is there. */
      readonly until?: string;
    }
  | { readonly kind: 'wait'; readonly text?: string; readonly gone?: string; readonly seconds?: number }
  /** `first`, `last`, `other`, or a part of its title. */
  | { readonly kind: 'tab'; readonly which: string }
  | ({ readonly kind: 'answer-dialog'; readonly accept: boolean; readonly text?: string } & Conditional)
  | { readonly kind: 'extract'; readonly instruction: string; readonly name: string; readonly pages: number }
  | {
      readonly kind: 'answer';
      readonly question: string;
      /** What it is about; searched for where this page does not say. */
      readonly about?: string;
    }
  /** How many were read last. */
  | { readonly kind: 'count'; readonly what: string }
  /** The one of a list with the most or the least of something. */
  | { readonly kind: 'pick'; readonly what: string; readonly of: Quantity }
  /** Out of the answers before it. */
  | { readonly kind: 'compare'; readonly things: readonly string[]; readonly of: Quantity }
  /** What is not to be done: clicks on it are never chosen. */
  | { readonly kind: 'refrain'; readonly from: string }
  | { readonly kind: 'screenshot'; readonly fullPage: boolean }
  | { readonly kind: 'ask'; readonly question: string /** What is asked for. */; readonly thing?: string };

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** `answer`: what the person said to the newest `ask me …`. */
export type Value =
  | {
      readonly from: 'words';
      readonly text: string;
      /** It was quoted, and nothing in it is the name of another field. */
      readonly exact?: true;
    }
  | { readonly from: 'answer' };

export type RoleHint = 'link' | 'button' | 'field' | 'box' | 'menu' | 'tab';

/** Pages that "until the last page" means at most. */
export const ALL_PAGES = 25;
