/** Hands the page of a held run to its person: does what they send, tells what they did, and takes the page back. Decides no step.
 *
 *   control.taken ── every 120 ms: read rows ─▶ empty ─▶ do ─▶ a picture ── every 2 s: person.acted ── control.returned ─▶ rest
 *                          └── 5 min without a row: control.returned {idle} ── deadline: put away, and handed over again
 */

import type { ControlPort, Handing, Returned } from '../agent/hand-over.ts';
import type { Journal } from '../agent/journal.ts';
import { allOf, personDid, untold } from '../agent/person-told.ts';
import { PutAway } from '../agent/put-away.ts';
import type { Hands, LivePage } from '../browser/live-page.ts';
import { isErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import { emptyInputs, type InputRow, readInputs, type Taking } from '../store/inputs.ts';
import { readTaskEvents } from './resume.ts';
import type { Showing } from './show-frames.ts';
import { Stop, type Watching } from './watch.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** Of one Query. A person feels a tenth of a second, and the table's price is by the call. */
const READ_MS = 120;
const TELL_MS = 2_000;
/** As long as a person may look away. */
const IDLE_MS = 5 * 60_000;
/** What they did is kept for the next worker, in a moment when they do nothing: saving a page takes up to 2 s. */
const SAVE_MS = 10_000;
const STILL_MS = 1_500;

export interface PersonOf {
  readonly task: Task;
  readonly fence: number;
  readonly signal: AbortSignal;
  readonly watching: Pick<Watching, 'wantsRest' | 'surelyHolds' | 'task'>;
  readonly journal: Pick<Journal, 'record'>;
  /** Undefined where the browser has no hands: then nobody takes over. */
  readonly live: LivePage | undefined;
  readonly showing: Pick<Showing, 'nudge'>;
}

export interface PersonHands extends ControlPort {
  /** A wait that was broken off for it has seen the request. */
  note(): void;
}

export function openPersonHands(deps: WorkerDeps, of: PersonOf): PersonHands {
  const { live, watching } = of;
  // Of a run that begins with the request the watch has seen nothing yet.
  let isNoted = of.task.control !== undefined;
  return {
    note: () => {
      isNoted = true;
    },
    isWanted: () => live !== undefined && (isNoted || watching.task()?.control === 'requested'),
    async handOver(from) {
      isNoted = false;
      const taking = await take(deps, of, from.step);
      if (live === undefined) return undefined;
      if (taking === undefined) return leftBehind(deps, of, from);
      const hands = live.hands();
      const one: OneTaking = {
        from,
        taking,
        hands,
        after: 0,
        lastInput: deps.steady(),
        told: deps.steady(),
        saved: deps.steady(),
      };
      deps.log('info', 'a person has control', { taskId: of.task.taskId, fence: of.fence });
      await from.save();
      try {
        while (!(await isOver(deps, of, one))) await attend(deps, of, one);
        // What was sent before it was given back is done all the same; after that nothing more is taken.
        while ((await attend(deps, of, one)) > 0);
        await hands.rest(of.signal);
      } finally {
        await tell(of, one).catch(() => {});
      }
      return goneBack(deps, of, from);
    },
  };
}

/** Given back before this worker could hand over: what was done and said in the hands of one before it is told all the same. */
async function leftBehind(deps: WorkerDeps, of: PersonOf, from: Handing): Promise<Returned | undefined> {
  const returned = await goneBack(deps, of, from);
  const { acts, note } = returned.back;
  return acts.length > 0 || note !== undefined ? returned : undefined;
}

/** Undefined where the person wants it no more. */
async function take(deps: WorkerDeps, { task, fence }: PersonOf, step: number): Promise<Taking | undefined> {
  const { taskId } = task;
  const decide = ({ control }: Task): readonly TaskEvent[] =>
    control === 'requested' ? [{ type: 'control.taken', data: { step } }] : [];
  const { task: now } = await changeTask(deps.store, taskId, decide, { fence });
  return now.control === 'taken' ? { taskId, taking: now.takings ?? 1 } : undefined;
}

interface OneTaking {
  readonly from: Handing;
  readonly taking: Taking;
  readonly hands: Hands;
  /** The number of the last row that was done. */
  after: number;
  /** All by the steady clock. */
  lastInput: number;
  told: number;
  /** The input that the newest checkpoint has. */
  saved: number;
}

/** One turn: reads, does, tells, saves. How many rows it has done: of many, a part. */
async function attend(deps: WorkerDeps, of: PersonOf, one: OneTaking): Promise<number> {
  const rows = await rowsFor(deps, one);
  for (const row of rows) await doRow(deps, of, one, row);
  const now = deps.steady();
  if (now - one.told >= TELL_MS) {
    one.told = now;
    await tell(of, one);
  }
  const isStill = now - one.lastInput >= STILL_MS;
  if (isStill && one.lastInput > one.saved && now - one.saved >= SAVE_MS) {
    one.saved = now;
    await one.from.save();
  }
  return rows.length;
}

/** The table may be away for a moment: the person sends again, or their row is read the next time. */
async function rowsFor(deps: WorkerDeps, { taking, after }: OneTaking): Promise<readonly InputRow[]> {
  try {
    return await readInputs(deps.store, taking, after);
  } catch (error) {
    if (!isErrandError(error, 'store.unavailable')) throw error;
    return [];
  }
}

/** Emptied first: what was typed must not lie there longer than it has to, and nothing is done twice. */
async function doRow(deps: WorkerDeps, of: PersonOf, one: OneTaking, { number, inputs }: InputRow): Promise<void> {
  const { taking, hands } = one;
  one.after = number;
  one.lastInput = deps.steady();
  const emptied = emptyInputs(deps.store, taking, number).catch((error: unknown) =>
    deps.log('warn', 'what a person did could not be emptied; it expires', {
      taskId: taking.taskId,
      error: String(error),
    }),
  );
  for (const input of inputs) {
    of.signal.throwIfAborted();
    if (!of.watching.surelyHolds()) throw new Stop('lease-lost');
    await hands.do(input, of.signal);
  }
  of.showing.nudge();
  await emptied;
}

async function tell({ journal }: PersonOf, { from, hands }: OneTaking): Promise<void> {
  if (!hands.hasActs()) return;
  await journal.record([{ type: 'person.acted', data: { step: from.step, acts: [...hands.takeActs()] } }]);
}

/** Waits for the next turn. Throws `PutAway` at the deadline, and what ends the run. */
async function isOver(deps: WorkerDeps, of: PersonOf, one: OneTaking): Promise<boolean> {
  const { watching, signal } = of;
  await deps.sleep(READ_MS, signal);
  if (watching.wantsRest() === 'deadline') throw new PutAway('deadline');
  const seen = watching.task();
  const isOurs = seen?.takings === one.taking.taking;
  if (isOurs && seen.control !== 'taken') return true;
  if (deps.steady() - one.lastInput < IDLE_MS) return false;
  await giveUp(deps, of, one);
  return true;
}

/** They may have given it back in this very moment. */
async function giveUp(deps: WorkerDeps, { fence }: PersonOf, { taking, from }: OneTaking): Promise<void> {
  const decide = ({ control, takings }: Task): readonly TaskEvent[] =>
    control === 'taken' && takings === taking.taking
      ? [{ type: 'control.returned', data: { step: from.step, by: 'idle' } }]
      : [];
  await changeTask(deps.store, taking.taskId, decide, { fence });
}

/** What the model has not heard, with what workers before this one have written down. */
async function goneBack(deps: WorkerDeps, { task }: PersonOf, { told }: Handing): Promise<Returned> {
  const did = personDid(await readTaskEvents(deps, task.taskId));
  return { back: untold(did, told, undefined) ?? { by: 'person', acts: [] }, told: allOf(did) };
}
