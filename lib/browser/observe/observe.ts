/** Looks at a tab: walks its frames, folds the lines into the budget, gives the targets. Acts on nothing. */

import { createHash } from 'node:crypto';
import type { Frame } from 'puppeteer-core';
import type { Observation, Tab } from '../../agent/page.ts';
import type { Target } from '../../domain/action.ts';
import { within } from '../deadline.ts';
import { installScript, type Line, type Walk } from '../in-page/in-page.ts';
import { type Realm, realmOf } from '../realm.ts';
import { fold, MAX_CHARS } from './fold.ts';

const MAX_NODES = 40_000;
const MAX_WALK_MS = 900;
const MAX_FRAMES = 12;
const MAX_FRAME_DEPTH = 3;
const FRAME_DEADLINE_MS = 2_500;

export interface ObservedFrame {
  readonly frame: Frame;
  readonly prefix: string;
}

export interface Look {
  readonly tabs: readonly Tab[];
  readonly notices: readonly string[];
  /** The prefix of a child frame's refs, the same for as long as the frame lives: `f1`. */
  readonly nameFrame: (frame: Frame) => string;
  /** The next free number for refs, so that a ref never means two things in a run. */
  readonly nextRef: number;
}

export interface Looked {
  readonly observation: Observation;
  readonly frames: readonly ObservedFrame[];
  readonly nextRef: number;
}

export async function observe(main: Frame, look: Look): Promise<Looked> {
  const start = performance.now();
  const walked = await walkFrames(main, look);
  const title = await within(FRAME_DEADLINE_MS, 'the title', main.title()).catch(() => '');
  const url = main.url();
  const { scroll } = walked.walk;
  const head = [
    `url ${JSON.stringify(clip(url, 500))}`,
    `title ${JSON.stringify(clip(title, 200))}`,
    ...(look.tabs.length > 1 ? [tabsLine(look.tabs)] : []),
    ...(scroll.height > scroll.view + 4
      ? [`scroll: ${scroll.y} of ${scroll.height - scroll.view} px, ${scroll.view} in view`]
      : []),
    ...look.notices.map(notice => `notice: ${notice}`),
  ];
  const body = fold(walked.lines, MAX_CHARS - head.join('\n').length);
  const cut = walked.walk.cut ? '\n… the page is too large to be read whole; what follows is not shown' : '';
  const text = withoutInvisible(`${head.join('\n')}\n${body === '' ? '(the page shows nothing)' : body}${cut}`);
  const targets = new Map(walked.targets.map(target => [target.ref, target]));
  const fingerprint = createHash('sha256')
    .update(
      walked.lines
        .map(line =>
          line.text.replace(/\[(?:f\d+)?e\d+\] /g, '').replace(/ \(focused\)$|, focused(?=[,)])|focused, /, ''),
        )
        .join('\n'),
    )
    .update(`${url}|${scroll.y}`)
    .digest('base64url')
    .slice(0, 22);
  const observation: Observation = {
    url,
    title,
    text,
    targets,
    tabs: look.tabs,
    fingerprint,
    ms: performance.now() - start,
  };
  return { observation, frames: walked.frames, nextRef: walked.nextRef };
}

interface Walked {
  readonly walk: Walk;
  readonly lines: readonly Line[];
  readonly targets: readonly Target[];
  readonly frames: readonly ObservedFrame[];
  readonly nextRef: number;
}

async function walkFrames(main: Frame, { nextRef, nameFrame }: Look): Promise<Walked> {
  const frames: ObservedFrame[] = [];
  const targets: Target[] = [];
  let next = nextRef;
  const visit = async (
    frame: Frame,
    prefix: string,
    depth: number,
  ): Promise<{ walk: Walk; lines: readonly Line[] }> => {
    const walk = await walkFrame(frame, { nextRef: next, prefix });
    next = walk.nextRef;
    frames.push({ frame, prefix });
    targets.push(...walk.targets);
    if (!walk.lines.some(line => line.frameRef !== undefined)) return { walk, lines: walk.lines };
    const inner = new Map<string, readonly Line[]>();
    for (const child of frame.childFrames()) {
      if (frames.length >= MAX_FRAMES || depth >= MAX_FRAME_DEPTH) break;
      const ref = await refOfFrame(frame, child).catch(() => undefined);
      if (ref === undefined || !walk.lines.some(line => line.frameRef === ref)) continue;
      const seen = await visit(child, nameFrame(child), depth + 1).catch(() => undefined);
      if (seen !== undefined) inner.set(ref, seen.lines);
    }
    const lines = walk.lines.flatMap(line => [
      line,
      ...(inner.get(line.frameRef ?? '') ?? []).map(child => ({ ...child, indent: child.indent + line.indent + 1 })),
    ]);
    return { walk, lines };
  };
  const { walk, lines } = await visit(main, '', 0);
  return { walk, lines, targets, frames, nextRef: next };
}

async function walkFrame(frame: Frame, { nextRef, prefix }: { nextRef: number; prefix: string }): Promise<Walk> {
  const realm = await installIn(frame);
  const options = { nextRef, prefix, maxNodes: MAX_NODES, maxMs: MAX_WALK_MS };
  return within(
    FRAME_DEADLINE_MS,
    'the page',
    realm.evaluate(given => errand.walk(given), options),
  );
}

/** Each new document has a new isolated world, so this is asked each time; it costs under a millisecond where it is there. */
export async function installIn(frame: Frame): Promise<Realm> {
  const realm = realmOf(frame);
  await within(FRAME_DEADLINE_MS, 'the page', realm.evaluate(installScript));
  return realm;
}

async function refOfFrame(parent: Frame, child: Frame): Promise<string | undefined> {
  const element = await child.frameElement();
  if (element === null) return undefined;
  const realm = realmOf(parent);
  const adopted = await realm.transferHandle(element);
  try {
    return await realm.evaluate(node => errand.refOf(node, `iframe|${errand.accessibleName(node)}`), adopted);
  } finally {
    await adopted.dispose();
  }
}

function tabsLine(tabs: readonly Tab[]): string {
  return `tabs: ${tabs.map(({ tab, title, active }) => `${tab} ${JSON.stringify(clip(title, 60))}${active ? ' (active)' : ''}`).join(', ')}`;
}

/** Characters that no person sees but a model reads: zero width, direction, tags; and the two line breaks that JSON lets through. */
function withoutInvisible(text: string): string {
  return text
    .replace(/[\u2028\u2029\u0085]/g, ' ')
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu, '');
}

const clip = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
