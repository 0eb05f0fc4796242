/** What runs inside a page, in a world of its own: the page can neither see nor change it. Installed once a document; leaves no trace. */

import { currentValue, describeElement, statesOf } from './describe.ts';
import { markdownOf } from './markdown.ts';
import { accessibleName, textOf } from './name.ts';
import { startPulse, untilQuiet } from './pulse.ts';
import { findElement, keyOf, lostRef, refOf } from './refs.ts';
import { isInteractive, roleOf } from './role.ts';
import { tableLines } from './table.ts';
import { coveredBy, isInView, isShown } from './visibility.ts';
import { walk } from './walk.ts';

/** One line of an observation, before anything is folded. */
export interface Line {
  readonly indent: number;
  readonly text: string;
  /** What is kept first when there is too much: 0 controls in view and structure, 1 text in view, 2 controls below, 3 text below. */
  readonly rank: 0 | 1 | 2 | 3;
  /** Where a child frame's lines go. */
  readonly frameRef?: string;
}

export interface PageTarget {
  readonly ref: string;
  readonly role: string;
  readonly name: string;
  readonly href?: string;
  readonly inputType?: string;
  readonly submits?: boolean;
}

export interface Walk {
  readonly lines: readonly Line[];
  readonly targets: readonly PageTarget[];
  readonly nextRef: number;
  readonly cut: boolean;
  readonly scroll: { readonly y: number; readonly height: number; readonly view: number };
}

/** Kept in the isolated world between observations. */
export interface Memory {
  readonly refs: WeakMap<Element, { readonly ref: string; readonly key: string }>;
  readonly elements: Map<string, WeakRef<Element>>;
  /** The refs given under a key, for an element that is drawn anew. */
  readonly given: Map<string, Set<string>>;
  nextRef: number;
  prefix: string;
  /** What changed since the last act was armed. */
  pulse?: { changes: number; last: number; stop: () => void };
}

export interface InPage {
  memory: Memory;
  keyOf: typeof keyOf;
  refOf: typeof refOf;
  lostRef: typeof lostRef;
  findElement: typeof findElement;
  accessibleName: typeof accessibleName;
  textOf: typeof textOf;
  roleOf: typeof roleOf;
  isInteractive: typeof isInteractive;
  isShown: typeof isShown;
  isInView: typeof isInView;
  coveredBy: typeof coveredBy;
  describeElement: typeof describeElement;
  statesOf: typeof statesOf;
  currentValue: typeof currentValue;
  tableLines: typeof tableLines;
  walk: typeof walk;
  startPulse: typeof startPulse;
  untilQuiet: typeof untilQuiet;
  markdownOf: typeof markdownOf;
}

const functions = {
  keyOf,
  refOf,
  lostRef,
  findElement,
  accessibleName,
  textOf,
  roleOf,
  isInteractive,
  isShown,
  isInView,
  coveredBy,
  describeElement,
  statesOf,
  currentValue,
  tableLines,
  walk,
  startPulse,
  untilQuiet,
  markdownOf,
};

/** The functions find each other through `errand`, so each can stand in a file of its own and survive bundling. */
export const installScript = `(() => {
  if (globalThis.errand) return;
  globalThis.errand = {
    memory: { refs: new WeakMap(), elements: new Map(), given: new Map(), nextRef: 1, prefix: '' },
    ${Object.entries(functions)
      .map(([name, fn]) => `${name}: ${fn.toString()}`)
      .join(',\n')}
  };
})()`;
