/** What the isolated world keeps between one look and the next. Lives and ends with its document. */

import type { KeyGuard } from './key-guard.ts';
import type { PressGuard } from './press-guard.ts';
import type { Pulse } from './pulse.ts';
import type { Sweep } from './sweep.ts';

export interface Memory {
  readonly refs: WeakMap<Element, { readonly ref: string; readonly key: string }>;
  readonly elements: Map<string, WeakRef<Element>>;
  /** The refs given under a key, for an element that is drawn anew. */
  readonly given: Map<string, Set<string>>;
  /** Closed shadow roots by their hosts. */
  readonly closed: WeakMap<Element, ShadowRoot>;
  /** Elements that listen to the pointer. */
  readonly listened: WeakSet<Element>;
  /** Those that listen for what is in them, now and later. */
  readonly hearers: Set<Element>;
  /** Elements that show more under the pointer, and how they were found. */
  readonly hovering: WeakSet<Element>;
  hoverSelectors: string[];
  /** Elements to which the page's sheets add words, by selector. */
  generating: string[];
  sheets: number;
  /** Elements that the browser was asked about, whether they hide a root. */
  readonly asked: WeakSet<Element>;
  /** Those to ask about next. */
  hosts: Element[];
  nextRef: number;
  prefix: string;
  /** What changed since the last act was armed. */
  pulse?: Pulse;
  /** Fields that were secret once: a password that is shown for a moment stays one. */
  onceSecret?: WeakSet<Element>;
  /** What is followed while a picture is taken. */
  sweep?: Sweep;
  /** What was scrolled where before a picture. */
  scrolled?: readonly { readonly element: Element; readonly left: number; readonly top: number }[];
  /** Set while a press is on its way. */
  guard?: PressGuard;
  /** Set while a text is typed. */
  keys?: KeyGuard;
}
