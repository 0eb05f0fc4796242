/** Closed shadow roots: a page's script cannot see into them, a person can. Chromium is asked, our isolated world is told; leaves nothing in the page. */

import type { Frame } from 'puppeteer-core';
import { within } from '../deadline.ts';
import { realmOf, sessionOf } from '../realm.ts';

const ASK_MS = 600;
/** Elements that a look asks about; the rest come with the next one. */
const MAX_ASKED = 300;

/** Asks about the elements the walk has noted. True where a closed root was found, so that the walk is worth repeating. */
export async function revealClosedRoots(frame: Frame): Promise<boolean> {
  try {
    return await within(ASK_MS, 'the page', tellClosedRoots(frame));
  } catch {
    return false;
  }
}

async function tellClosedRoots(frame: Frame): Promise<boolean> {
  const realm = realmOf(frame);
  const session = sessionOf(frame);
  const hosts = await realm.evaluateHandle(limit => errand.memory.hosts.slice(0, limit), MAX_ASKED);
  const byIndex = await hosts.getProperties();
  const found = await Promise.all(
    [...byIndex.values()].map(async host => {
      const objectId = host.asElement()?.remoteObject().objectId;
      if (objectId === undefined) return false;
      const { node } = await session.send('DOM.describeNode', { objectId, depth: 0 });
      const root = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
      if (root === undefined) return false;
      const adopted = await realm.adoptBackendNode(root.backendNodeId);
      const tell = (element: unknown, inside: unknown): void => {
        if (element instanceof Element && inside instanceof ShadowRoot) errand.memory.closed.set(element, inside);
      };
      await realm.evaluate(tell, host, adopted);
      void adopted.dispose().catch(() => {});
      return true;
    }),
  );
  for (const host of [hosts, ...byIndex.values()]) void host.dispose().catch(() => {});
  return found.some(Boolean);
}
