/** Shows a held run's page to whoever watches it, a picture at a time. Costs one small read every two seconds where nobody does. */

import type { LivePage, LivePicture } from '../browser/live-page.ts';
import { cutText } from '../domain/cut-text.ts';
import { type LiveFrame, MAX_FRAME_BYTES, MAX_FRAME_TITLE, MAX_FRAME_URL } from '../domain/live-frame.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { removeWatcher, type Watching, watchersOf } from '../store/watchers.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface Showing {
  /** Something was done on the page: a picture now, and more often for a while. */
  nudge(): void;
  end(): Promise<void>;
}

export interface ShowingOf {
  readonly taskId: string;
  readonly ownerId: string;
  readonly live: LivePage | undefined;
  /** Values that were typed: no picture shows them. */
  readonly typed: () => readonly string[];
  readonly redactor: Pick<Redactor, 'text'>;
}

const ASK_MS = 2_000;
const FRAME_MS = 500;
/** While a person acts. */
const LIVELY_MS = 200;
const LIVELY_FOR_MS = 2_000;

export type ShowDeps = Pick<WorkerDeps, 'store' | 'show' | 'sleep' | 'steady' | 'clock' | 'log'>;

export const showsNobody: Showing = { nudge: () => {}, end: async () => {} };

/** Nothing that goes wrong here reaches the run. */
export function showFrames(deps: ShowDeps, of: ShowingOf): Showing {
  const { live } = of;
  const { show } = deps;
  if (live === undefined || show === undefined) return showsNobody;
  const seen: Seen = {
    watchers: new Map(),
    gone: new Set(),
    isEnding: false,
    livelyUntil: 0,
    frames: 0,
    bytes: 0,
    wake: () => {},
  };
  const showing = keepShowing(deps, { ...of, live, show }, seen).catch((error: unknown) =>
    deps.log('warn', 'the page is shown no more', { taskId: of.taskId, error: String(error) }),
  );
  return {
    nudge() {
      seen.livelyUntil = deps.steady() + LIVELY_FOR_MS;
      seen.wake();
    },
    async end() {
      seen.isEnding = true;
      seen.wake();
      await showing;
      const { frames, bytes } = seen;
      if (frames > 0) deps.log('info', 'was watched', { taskId: of.taskId, frames, bytes });
    },
  };
}

interface Watcher {
  until: number;
  /** What it was sent last, and whether that is still on its way. */
  last: string;
  isBusy: boolean;
}

interface Seen {
  watchers: Map<string, Watcher>;
  /** Sockets that are closed; their ids never come again. */
  readonly gone: Set<string>;
  isEnding: boolean;
  /** By the steady clock. */
  livelyUntil: number;
  frames: number;
  bytes: number;
  wake: () => void;
}

type Showable = ShowingOf & { readonly live: LivePage; readonly show: NonNullable<WorkerDeps['show']> };

async function keepShowing(deps: ShowDeps, of: Showable, seen: Seen): Promise<void> {
  let asked = Number.NEGATIVE_INFINITY;
  while (!seen.isEnding) {
    if (deps.steady() - asked >= ASK_MS) {
      asked = deps.steady();
      await askWhoWatches(deps, of, seen);
    }
    if (seen.isEnding) return;
    const began = deps.steady();
    if (seen.watchers.size > 0) await showOnce(deps, of, seen);
    const every = seen.watchers.size === 0 ? ASK_MS : began < seen.livelyUntil ? LIVELY_MS : FRAME_MS;
    await pause(deps, seen, Math.max(LIVELY_MS / 4, every - (deps.steady() - began)));
  }
}

async function pause(deps: ShowDeps, seen: Seen, ms: number): Promise<void> {
  const waking = new AbortController();
  seen.wake = () => waking.abort();
  await deps.sleep(ms, waking.signal).catch(() => {});
}

/** Where the table does not say, those of before still watch. */
async function askWhoWatches({ store }: ShowDeps, of: Showable, seen: Seen): Promise<void> {
  const watching = await watchersOf(store, of).catch(() => undefined);
  if (watching === undefined) return;
  const there = watching.filter(({ connectionId }) => !seen.gone.has(connectionId));
  seen.watchers = new Map(there.map(one => [one.connectionId, watcherOf(one, seen.watchers.get(one.connectionId))]));
}

/** Who asks anew, as all do twice a minute, gets a picture though it is the same: they may have lost the one before. */
function watcherOf({ until }: Watching, before: Watcher | undefined): Watcher {
  if (before === undefined) return { until, last: '', isBusy: false };
  if (before.until === until) return before;
  return Object.assign(before, { until, last: '' });
}

async function showOnce(deps: ShowDeps, of: Showable, seen: Seen): Promise<void> {
  // Pages hang, crash and ask; there is another picture in a moment.
  const picture = await of.live.frame(of.typed()).catch(() => undefined);
  if (picture === undefined) return;
  const frame = frameOf(deps, of, picture);
  const bytes = Buffer.byteLength(JSON.stringify(frame));
  if (bytes > MAX_FRAME_BYTES) return;
  const same = `${frame.url} ${frame.title} ${frame.image}`;
  for (const [connectionId, watcher] of seen.watchers) {
    if (watcher.isBusy || watcher.last === same) continue;
    watcher.last = same;
    watcher.isBusy = true;
    seen.frames += 1;
    seen.bytes += bytes;
    void send(deps, of, { connectionId, frame, seen }).finally(() => {
      watcher.isBusy = false;
    });
  }
}

interface Sending {
  readonly connectionId: string;
  readonly frame: LiveFrame;
  readonly seen: Seen;
}

/** A slow line gets fewer pictures and holds up nobody. */
async function send({ store, log }: ShowDeps, of: Showable, { connectionId, frame, seen }: Sending): Promise<void> {
  const { taskId } = of;
  try {
    if ((await of.show(connectionId, frame)) === 'sent') return;
    seen.gone.add(connectionId);
    seen.watchers.delete(connectionId);
    await removeWatcher(store, { taskId, connectionId });
  } catch (error) {
    log('warn', 'a picture was not taken', { taskId, error: String(error) });
  }
}

function frameOf({ clock }: ShowDeps, { taskId, redactor }: Showable, picture: LivePicture): LiveFrame {
  const { width, height, image } = picture;
  return {
    type: 'frame',
    taskId,
    at: new Date(clock()).toISOString(),
    url: cutText(redactor.text(picture.url), MAX_FRAME_URL),
    title: cutText(redactor.text(picture.title), MAX_FRAME_TITLE),
    width,
    height,
    image,
  };
}
