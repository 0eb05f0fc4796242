/** Follows secret spots from before a picture until after it, frame by frame: what they swept over is painted over. Runs in the page; changes nothing. */

import type { Box, Secrets, Spot } from './sensitive.ts';

/** What a frame has that no picture may show, in CSS px of its view. */
export interface Bare {
  /** Every place a secret spot was at since the sweep began. */
  readonly boxes: readonly Box[];
  /** The same of child frames that moved. */
  readonly frames: readonly Box[];
  /** Something moved, came or was not followed: the picture may show it where it was not measured. */
  readonly moved: boolean;
  readonly view: { readonly width: number; readonly height: number };
  /** Of the document, in CSS px. */
  readonly scroll: { readonly x: number; readonly y: number };
  /** Elements that may hide a closed shadow root and have not been asked about. */
  readonly hosts: number;
}

interface Followed {
  readonly spot: Spot;
  readonly first: Box | undefined;
  hull: Box | undefined;
}

export interface Sweep {
  readonly secrets: Followed[];
  readonly frames: Followed[];
  /** Of `performance.now()`: a sweep that nobody ends, ends then. */
  readonly until: number;
}

export function beginSweep(secrets: Secrets): Bare {
  const hosts = errand.noteHosts();
  const follow = (spot: Spot): Followed => {
    const box = errand.spotBox(spot);
    return { spot, first: box, hull: box };
  };
  const frames = errand.rootsIn(100_000).roots.flatMap(root => [...root.querySelectorAll('iframe, frame')]);
  const sweep: Sweep = {
    secrets: errand.secretSpots(secrets).map(follow),
    frames: frames.map(follow),
    until: performance.now() + 10_000,
  };
  errand.memory.sweep = sweep;
  const isOver = (): boolean => errand.memory.sweep !== sweep || performance.now() > sweep.until;
  // A message comes after the frame was painted: what the page moved in its own callbacks has been seen to then.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => errand.growSweep(sweep);
  const tick = (): void => {
    if (isOver()) {
      port1.close();
      return;
    }
    errand.growSweep(sweep);
    port2.postMessage(0);
    requestAnimationFrame(tick);
  };
  if (sweep.secrets.length > 0 || frames.length > 0) requestAnimationFrame(tick);
  return { ...errand.sweptBy(sweep), moved: false, hosts };
}

/** At most 60 of each: more would cost the page its frames. */
export function growSweep(sweep: Sweep): void {
  for (const one of [...sweep.secrets.slice(0, 60), ...sweep.frames.slice(0, 60)])
    one.hull = errand.hullOf(one.hull, errand.spotBox(one.spot));
}

/** All that was swept over, with what came meanwhile. A document that was replaced knows of no sweep, and says `moved`. */
export function endSweep(secrets: Secrets): Bare {
  const { sweep } = errand.memory;
  delete errand.memory.sweep;
  if (sweep === undefined) {
    const bare = errand.beginSweep(secrets);
    delete errand.memory.sweep;
    return { ...bare, moved: true };
  }
  errand.growSweep(sweep);
  const isIn = (box: Box, hull: Box | undefined): boolean =>
    hull !== undefined &&
    box.left >= hull.left - 1 &&
    box.top >= hull.top - 1 &&
    box.left + box.width <= hull.left + hull.width + 1 &&
    box.top + box.height <= hull.top + hull.height + 1;
  let came = false;
  for (const spot of errand.secretSpots(secrets)) {
    const box = errand.spotBox(spot);
    if (box === undefined || sweep.secrets.some(({ hull }) => isIn(box, hull))) continue;
    came = true;
    sweep.secrets.push({ spot, first: box, hull: box });
  }
  const hasMoved = ({ first, hull }: Followed): boolean =>
    hull !== undefined && (first === undefined || !isIn(hull, first));
  const movedFrames = sweep.frames.filter(hasMoved).flatMap(({ hull }) => hull ?? []);
  return {
    ...errand.sweptBy(sweep),
    frames: movedFrames,
    moved: came || performance.now() > sweep.until || sweep.secrets.some(hasMoved),
    hosts: 0,
  };
}

export function sweptBy({ secrets }: Sweep): Pick<Bare, 'boxes' | 'frames' | 'view' | 'scroll'> {
  return {
    boxes: secrets.flatMap(({ hull }) => hull ?? []),
    frames: [],
    view: { width: innerWidth, height: innerHeight },
    scroll: { x: scrollX, y: scrollY },
  };
}

export function hullOf(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const left = Math.min(one.left, other.left);
  const top = Math.min(one.top, other.top);
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}
