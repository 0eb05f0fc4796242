/**
 * Elements that only a listener makes usable: Chromium is asked for the listeners, our isolated world is told of the elements.
 * Leaves nothing in the page.
 */

import type { Frame, JSHandle } from 'puppeteer-core';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import { pageRealmOf, type Realm, realmOf, sessionOf } from '../realm.ts';
import { findHandled, type Handled, none, noteHandled } from './framework-handlers.ts';

const ASK_MS = 600;
/** Elements that a look asks about; the rest come with the next one. */
const MAX_ASKED = 400;
/** Beyond this asking costs more than it finds. */
const MAX_FRAMES = 24;
/** The answer holds the page up: some 0.5 µs an element. */
const MAX_ELEMENTS = 150_000;
const POINTER_EVENTS = new Set([
  'click',
  'dblclick',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'touchstart',
  'touchend',
  'contextmenu',
  'drop',
  'mouseenter',
  'mouseover',
]);

/** The numbers of the nodes that are known to listen; DevTools' numbers mean one node for as long as its process lives. */
export type Known = WeakMap<Frame, Set<number>>;

/**
 * Never throws: what cannot be asked stays hidden.
 *
 * Chromium answers for a document with all frames in it, and a node of a frame must never be taken into its parent's world:
 * all isolated worlds of a process share the node's JavaScript object, and it would belong to the wrong window for good. So
 * parents are asked first, and what their frames answer after them is theirs.
 */
export async function revealListeners(main: Frame, known: Known): Promise<void> {
  try {
    await within(ASK_MS, 'the page', tellListeners(main, known));
  } catch {
    // As above.
  }
}

async function tellListeners(main: Frame, known: Known): Promise<void> {
  const frames = framesIn(main);
  if (frames.length > MAX_FRAMES) return;
  const handled = new Map<Frame, Handled>();
  const listening = new Map<Frame, ReadonlySet<number>>();
  for (const frame of frames) {
    const [found] = await Promise.all([findHandled(frame).catch(() => none), installIn(frame)]);
    handled.set(frame, found);
    listening.set(frame, await listeningIn(frame, found.count).catch(() => new Set<number>()));
  }
  await Promise.all(
    frames.map(async frame => {
      const inner = framesIn(frame).slice(1);
      const told = known.get(frame) ?? new Set<number>();
      known.set(frame, told);
      const fresh = [...(listening.get(frame) ?? [])].filter(
        id => !told.has(id) && !inner.some(child => listening.get(child)?.has(id)),
      );
      const asked = fresh.slice(0, MAX_ASKED);
      for (const id of asked) told.add(id);
      const realm = realmOf(frame);
      if (asked.length > 0) await note(realm, await adopt(realm, asked));
      await noteHandled(realm, handled.get(frame) ?? none);
    }),
  );
}

/** Parents before their children. */
function framesIn(frame: Frame): readonly Frame[] {
  return [frame, ...frame.childFrames().flatMap(framesIn)];
}

async function listeningIn(frame: Frame, elements: number): Promise<ReadonlySet<number>> {
  if (elements > MAX_ELEMENTS) return new Set();
  // Of the page's own world: asked with ours, Chromium wraps the nodes of listeners for the wrong world, and crashes later.
  const document = await pageRealmOf(frame).evaluateHandle(() => window.document);
  try {
    const { objectId } = document.remoteObject();
    if (objectId === undefined) return new Set();
    const asked = { objectId, depth: -1, pierce: true };
    const { listeners } = await sessionOf(frame).send('DOMDebugger.getEventListeners', asked);
    return new Set(
      listeners.flatMap(({ type, backendNodeId }) => (POINTER_EVENTS.has(type) ? (backendNodeId ?? []) : [])),
    );
  } finally {
    void document.dispose().catch(() => {});
  }
}

async function adopt(realm: Realm, ids: readonly number[]): Promise<readonly JSHandle<Node>[]> {
  const nodes = await Promise.all(ids.map(id => realm.adoptBackendNode(id).catch(() => undefined)));
  return nodes.filter(node => node !== undefined);
}

async function note(realm: Realm, nodes: readonly JSHandle<Node>[]): Promise<void> {
  try {
    const tell = (...found: unknown[]): void =>
      errand.noteListening(found.filter((node): node is Element => node instanceof Element));
    await realm.evaluate(tell, ...nodes);
  } finally {
    for (const node of nodes) void node.dispose().catch(() => {});
  }
}
