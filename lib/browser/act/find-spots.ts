/** Looks for the points of an element that a pointer would really hit: it scrolls, waits for rest, and looks what lies on top. Runs in the page. */

import type { Point } from './point.ts';

export interface Aim {
  /** How long a moving, covered or disabled element is waited for. */
  readonly ms: number;
  /** From the element's top left, instead of a point of its own. */
  readonly offset?: Point | undefined;
  /** Brings the element there first, though it is in the view of its own frame. */
  readonly block?: 'center' | 'start' | 'end' | undefined;
}

export type Spots =
  | { kind: 'spots'; points: Point[]; opens?: 'list' | 'files' }
  | { kind: 'disabled' }
  | { kind: 'no-area' }
  | { kind: 'outside'; width: number; height: number }
  | { kind: 'covered'; by: string };

export async function findSpots(aimed: Element, { ms, offset, block }: Aim): Promise<Spots> {
  // A page that draws itself anew all the time would never hold still for a hand that came back for each.
  let node = errand.heirOf(aimed);
  const end = performance.now() + ms;
  // Frames stop in a tab that is not drawn.
  const frame = (): Promise<unknown> =>
    new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 50);
    });
  const isOff = (): boolean =>
    node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true' || node.closest('[inert]') !== null;
  while (isOff() && performance.now() < end) {
    await frame();
    node = errand.heirOf(node);
  }
  if (isOff()) return { kind: 'disabled' };
  if (offset !== undefined) {
    const { width, height } = node.getBoundingClientRect();
    if (offset.x < 0 || offset.y < 0 || offset.x > width || offset.y > height)
      return { kind: 'outside', width: Math.round(width), height: Math.round(height) };
    errand.bringOffset(node, offset);
  }

  let cover: Element | undefined;
  let hasArea = false;
  const collect = (): Point[] => {
    const points = offset === undefined ? errand.aimPoints(node) : errand.offsetPoint(node, offset);
    hasArea ||= points.length > 0;
    const judged = points.map(point => errand.judgePoint(node, point));
    cover = judged.find(one => one.cover !== undefined)?.cover;
    return [3, 2, ...(offset === undefined ? [1] : [])].flatMap(least =>
      judged.filter(({ worth }) => worth === least).map(({ point }) => point),
    );
  };
  // Sticky headers and footers lie at the edges: the middle of the view comes first.
  const moves = offset !== undefined ? [] : block === undefined ? (['center', 'end', 'start'] as const) : [block];
  const isThere = offset !== undefined || (block === undefined && errand.isMostlySeen(node));
  let points = isThere ? collect() : [];
  for (const to of moves) {
    if (points.length > 0) break;
    errand.drawnPart(node).scrollIntoView({ block: to, inline: 'center', behavior: 'instant' });
    points = collect();
  }
  for (;;) {
    const before = errand.placeOf(node);
    await frame();
    node = errand.heirOf(node);
    const isStill = before === errand.placeOf(node);
    if (!node.isConnected || (points.length > 0 && isStill) || performance.now() >= end) break;
    points = collect();
  }
  if (points.length > 0) {
    const opens = errand.opensOf(node);
    return { kind: 'spots', points: points.slice(0, 12), ...(opens === undefined ? {} : { opens }) };
  }
  return hasArea && cover !== undefined ? { kind: 'covered', by: errand.coverText(cover) } : { kind: 'no-area' };
}
