/**
 * Elements whose handlers a framework keeps to itself: one listener at the root, the handlers as properties of the elements.
 * Only the page's own world sees those, so it is asked for the elements' places in the document. Reads only. A page that lies
 * here can but hide or show its own elements; one that lies in wait for us is left after a third of a second by Chromium.
 */

import type { Frame } from 'puppeteer-core';
import { z } from 'zod';
import { contextIdOf, pageRealmOf, type Realm, sessionOf } from '../realm.ts';

const MAX_ELEMENTS = 20_000;
/** Chromium ends the question itself after this: a page may have put a loop into any function of its world. */
const MAX_MS = 300;

const Handled = z.object({
  /** Elements of the document, as the page's world tells it. */
  count: z.number(),
  /** Places among them, in document order. */
  places: z.array(z.number()).max(2_000),
  /** Elements that listen for others in them, by selector. */
  delegates: z.array(z.object({ place: z.number(), selector: z.string().max(300) })).max(200),
});

export type Handled = z.infer<typeof Handled>;

export const none: Handled = { count: 0, places: [], delegates: [] };

export async function findHandled(frame: Frame): Promise<Handled> {
  const contextId = contextIdOf(pageRealmOf(frame));
  if (contextId === undefined) return none;
  const { result, exceptionDetails } = await sessionOf(frame).send('Runtime.evaluate', {
    expression: `(${lookForHandlers.toString()})(${MAX_ELEMENTS})`,
    contextId,
    returnByValue: true,
    timeout: MAX_MS,
  });
  return exceptionDetails === undefined ? Handled.parse(result.value) : none;
}

/** Nothing where the document has changed since it was asked: the places would mean others. */
export async function noteHandled(realm: Realm, handled: Handled): Promise<void> {
  if (handled.places.length === 0 && handled.delegates.length === 0) return;
  await realm.evaluate(({ count, places, delegates }) => {
    const all = document.getElementsByTagName('*');
    if (all.length !== count) return;
    const chosen = delegates.flatMap(({ place, selector }) => {
      try {
        return [...(all[place]?.querySelectorAll(selector) ?? [])].slice(0, 500);
      } catch {
        // jQuery knows selectors that the browser does not.
        return [];
      }
    });
    const found = new Set([...places.flatMap(place => all[place] ?? []), ...chosen]);
    errand.noteListening([...found]);
    // The root that hears for them is not what one clicks.
    const roots = delegates.flatMap(({ place }) => all[place] ?? []);
    for (const element of found)
      for (let up = element.parentElement; up !== null; up = up.parentElement) if (!found.has(up)) roots.push(up);
    for (const root of roots) errand.memory.listened.delete(root);
  }, handled);
}

/** Runs in the page's world. React (`__reactProps$…`), Svelte 5 (`__click`), Solid (`$$click`), jQuery's own and its delegates. */
function lookForHandlers(limit: number): Handled {
  const all = document.getElementsByTagName('*');
  const places: number[] = [];
  const delegates: { place: number; selector: string }[] = [];
  const handles =
    /^on(Click|DoubleClick|MouseDown|MouseUp|PointerDown|PointerUp|TouchStart|TouchEnd|ContextMenu|Drop)$/;
  const isObject = (held: unknown): held is Record<string, unknown> => typeof held === 'object' && held !== null;
  for (let place = 0; place < Math.min(all.length, limit); place += 1) {
    const element = all[place] as unknown as Record<string, unknown>;
    for (const key of Object.keys(element)) {
      const isOwn = /^(__click|__mousedown|__pointerdown|\$\$click|\$\$mousedown|\$\$pointerdown)$/.test(key);
      const held = isOwn || /^(__react(Props|EventHandlers)\$|jQuery\d)/.test(key) ? element[key] : undefined;
      const isReact =
        key.startsWith('__react') &&
        isObject(held) &&
        Object.entries(held).some(([name, handler]) => handles.test(name) && typeof handler === 'function');
      if ((isOwn || isReact) && places.length < 2_000) places.push(place);
      const heard = isObject(held) && isObject(held.events) ? held.events.click : undefined;
      if (Array.isArray(heard))
        for (const one of heard.slice(0, 20))
          if (isObject(one) && typeof one.selector === 'string' && delegates.length < 200)
            delegates.push({ place, selector: one.selector.slice(0, 300) });
      if (isOwn || isReact) break;
    }
  }
  return { count: all.length, places, delegates };
}
