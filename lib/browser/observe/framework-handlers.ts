/**
 * Elements whose handlers a framework keeps to itself: one listener at the root, the handlers as properties of the elements.
 * Only the page's own world sees those, so it is asked for the elements' places in the document. Reads only; a page that lies
 * here can but hide or show its own elements.
 */

import type { Frame } from 'puppeteer-core';
import type { Realm } from '../realm.ts';
import { pageRealmOf } from '../realm.ts';

const MAX_ELEMENTS = 20_000;

export interface Handled {
  /** Elements of the document, as the page's world tells it. */
  readonly count: number;
  /** Places among them, in document order. */
  readonly places: readonly number[];
}

export const none: Handled = { count: 0, places: [] };

export function findHandled(frame: Frame): Promise<Handled> {
  return pageRealmOf(frame).evaluate(lookForHandlers, MAX_ELEMENTS);
}

/** Nothing where the document has changed since it was asked: the places would mean others. */
export async function noteHandled(realm: Realm, { count, places }: Handled): Promise<void> {
  if (places.length === 0) return;
  await realm.evaluate(
    (given, wanted) => {
      const all = document.getElementsByTagName('*');
      if (all.length !== given) return;
      errand.noteListening(wanted.flatMap(place => all[place] ?? []));
    },
    count,
    [...places],
  );
}

/** Runs in the page's world. React (`__reactProps$…`), Svelte 5 (`__click`), Solid (`$$click`), jQuery's delegates. */
function lookForHandlers(limit: number): { count: number; places: number[] } {
  const all = document.getElementsByTagName('*');
  const places: number[] = [];
  const handles =
    /^on(Click|DoubleClick|MouseDown|MouseUp|PointerDown|PointerUp|TouchStart|TouchEnd|ContextMenu|Drop)$/;
  const end = performance.now() + 60;
  for (let at = 0; at < Math.min(all.length, limit) && performance.now() < end; at += 1) {
    const element = all[at] as unknown as Record<string, unknown>;
    for (const key of Object.keys(element)) {
      const held = element[key];
      const isOwn = /^(__click|__mousedown|__pointerdown|\$\$click|\$\$mousedown|\$\$pointerdown)$/.test(key);
      const isReact =
        /^__react(Props|EventHandlers)\$/.test(key) &&
        typeof held === 'object' &&
        held !== null &&
        Object.entries(held).some(([name, handler]) => handles.test(name) && typeof handler === 'function');
      if (isOwn || isReact) {
        places.push(at);
        break;
      }
    }
  }
  return { count: all.length, places: places.slice(0, 2_000) };
}
