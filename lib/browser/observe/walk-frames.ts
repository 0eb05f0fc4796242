/** Walks a tab's frames, each in its own isolated world, into one list of lines. Bounded in frames, depth and time. */

import type { Frame } from 'puppeteer-core';
import type { Target } from '../../domain/action.ts';
import { within } from '../deadline.ts';
import type { Line, Walk } from '../in-page/walked.ts';
import { installIn } from '../install-in.ts';
import { realmOf } from '../realm.ts';
import { revealClosedRoots } from './closed-roots.ts';
import { type Known, revealListeners } from './listeners.ts';

const MAX_NODES = 80_000;
const MAX_WALK_MS = 900;
const MAX_FRAMES = 16;
const MAX_FRAME_DEPTH = 4;
/** Of all frames but the main one together. */
const MAX_FRAMES_MS = 1_000;
/** The walk in the frame keeps to that time itself; to answer it needs more where the machine is busy. */
const FRAME_GRACE_MS = 1_500;
const FRAME_DEADLINE_MS = 2_500;
/** Closed roots in closed roots come to light one walk at a time. */
const MAX_REVEALS = 4;

export interface ObservedFrame {
  readonly frame: Frame;
  readonly prefix: string;
}

export interface Walking {
  /** The prefix of a child frame's refs, the same for as long as the frame lives: `f1`. */
  readonly nameFrame: (frame: Frame) => string;
  /** The next free number for refs, so that a ref never means two things in a run. */
  readonly nextRef: number;
  readonly known: Known;
  /** When the look must be over, by `performance.now`; frames that would not be read by then are left out. */
  readonly until: number;
}

export interface Walked {
  readonly walk: Walk;
  readonly lines: readonly Line[];
  readonly targets: readonly Target[];
  readonly frames: readonly ObservedFrame[];
  readonly nextRef: number;
  /** Frames that were there but not read. */
  readonly skipped: number;
}

export async function walkFrames(main: Frame, { nextRef, nameFrame, known, until }: Walking): Promise<Walked> {
  const frames: ObservedFrame[] = [];
  const targets: Target[] = [];
  let next = nextRef;
  let skipped = 0;
  let end = Number.POSITIVE_INFINITY;
  await revealListeners(main, known);
  const visit = async (frame: Frame, prefix: string, depth: number): Promise<Seen> => {
    const maxMs = Math.max(50, Math.min(MAX_WALK_MS, end - performance.now()));
    const walk = await walkFrame(frame, { nextRef: next, prefix, maxMs }, known);
    if (depth === 0) end = Math.min(performance.now() + MAX_FRAMES_MS, until - FRAME_GRACE_MS);
    next = walk.nextRef;
    frames.push({ frame, prefix });
    targets.push(...walk.targets.map(target => (frame === main ? target : { ...target, frameUrl: frame.url() })));
    const wanted = new Set(walk.lines.flatMap(line => line.frameRef ?? []));
    if (wanted.size === 0) return { walk, lines: walk.lines };
    const inner = new Map<string, readonly Line[]>();
    for (const child of frame.childFrames()) {
      if (
        frames.length >= MAX_FRAMES ||
        depth >= MAX_FRAME_DEPTH ||
        performance.now() > end ||
        wanted.size === inner.size
      )
        break;
      // A frame that hangs must not hold up the page around it.
      const left = end - performance.now();
      const ref = await within(left + FRAME_GRACE_MS, 'the frame', refOfFrame(frame, child)).catch(() => undefined);
      if (ref === undefined || !wanted.has(ref)) continue;
      const visiting = visit(child, nameFrame(child), depth + 1);
      const seen = await within(left + FRAME_GRACE_MS, 'the frame', visiting).catch(() => undefined);
      if (seen !== undefined) inner.set(ref, seen.lines);
    }
    skipped += wanted.size - inner.size;
    return { walk, lines: walk.lines.flatMap(line => withFrame(line, inner.get(line.frameRef ?? ''))) };
  };
  const { walk, lines } = await visit(main, '', 0);
  return { walk, lines, targets, frames, nextRef: next, skipped };
}

interface Seen {
  readonly walk: Walk;
  readonly lines: readonly Line[];
}

/** What is in a frame that is out of view is out of view too, whatever it looks like from inside. */
function withFrame(line: Line, inside: readonly Line[] | undefined): readonly Line[] {
  if (inside === undefined) return [line];
  const isOutside = line.rank > 1;
  return [
    line,
    ...inside.map(child => ({
      ...child,
      indent: child.indent + line.indent + 1,
      rank: isOutside ? (Math.max(child.rank, 3) as Line['rank']) : child.rank,
    })),
  ];
}

interface Where {
  readonly nextRef: number;
  readonly prefix: string;
  readonly maxMs: number;
}

async function walkFrame(frame: Frame, where: Where, known: Known): Promise<Walk> {
  const realm = await installIn(frame);
  const walkOnce = (): Promise<Walk> =>
    within(
      FRAME_DEADLINE_MS,
      'the page',
      realm.evaluate(given => errand.walk(given), { ...where, maxNodes: MAX_NODES }),
    );
  let walk = await walkOnce();
  for (let round = 1; round < MAX_REVEALS && walk.hosts > 0 && !walk.cut; round += 1) {
    if (!(await revealClosedRoots(frame))) break;
    await revealListeners(frame, known);
    walk = await walkOnce();
  }
  return walk;
}

async function refOfFrame(parent: Frame, child: Frame): Promise<string | undefined> {
  const element = await within(FRAME_DEADLINE_MS, 'the frame', child.frameElement());
  if (element === null) return undefined;
  const realm = realmOf(parent);
  const adopted = await realm.transferHandle(element);
  try {
    return await realm.evaluate(node => errand.refOf(node, `iframe|${errand.accessibleName(node)}`), adopted);
  } finally {
    void adopted.dispose().catch(() => {});
  }
}
