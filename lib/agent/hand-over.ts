/** Between two steps: hands the page to a person who asked for it, and goes on from what they left. Acts on nothing itself. */

import { type HandedBack, handedBackMessage } from './handed-back.ts';
import type { Told } from './person-told.ts';
import type { RunDeps, RunState } from './run.ts';
import { WAITING } from './step.ts';
import { noHabits } from './stuck.ts';

/** The port to the person's hands; `lib/worker` has the one on the table. */
export interface ControlPort {
  /** Asked between two steps. */
  isWanted(): boolean;
  /**
   * Until they give it back; undefined where they no longer want it. `save` keeps a checkpoint. Throws `PutAway` at the deadline,
   * and what the run's signal is aborted with.
   */
  handOver(from: Handing): Promise<Returned | undefined>;
}

export interface Handing {
  readonly step: number;
  readonly told: Told;
  readonly save: () => Promise<void>;
}

export interface Returned {
  readonly back: HandedBack;
  readonly told: Told;
}

/** The state to look from, or undefined where nothing was handed over. The time of the person's hands is not the errand's. */
export async function handOver(deps: RunDeps, state: RunState): Promise<RunState | undefined> {
  const { control, clock } = deps;
  if (control?.isWanted() !== true) return undefined;
  const began = clock();
  const save = async (): Promise<void> => deps.checkpointNow?.(state);
  const returned = await control.handOver({ step: state.step, told: state.told, save });
  if (returned === undefined) return undefined;
  return { ...withHandedBack(deps, state, returned), startedAt: state.startedAt + clock() - began };
}

/** What the model did before it says nothing about how it gets on from here. */
export function withHandedBack({ mark }: Pick<RunDeps, 'mark'>, state: RunState, { back, told }: Returned): RunState {
  const messages = [...state.history.messages.map(lapsed), handedBackMessage(back, mark())];
  return { ...state, told, habits: noHabits, history: { messages } };
}

const OPEN = JSON.stringify({ ok: true, answer: WAITING });

export const questionLapsed = {
  ok: false,
  code: 'question.lapsed',
  detail: 'The person took over the page instead of answering.',
  hint: 'Look at the page: the answer may be there. Ask again only if you still need it.',
} as const;

export const questionLost = {
  ok: false,
  code: 'question.lapsed',
  detail: 'The run broke off before the person answered.',
  hint: 'Ask again only if you still need it.',
} as const;

/** A question that was open when they took over is not answered any more. */
const lapsed = (message: RunState['history']['messages'][number]): RunState['history']['messages'][number] =>
  message.role === 'tool' && message.text === OPEN ? { ...message, text: JSON.stringify(questionLapsed) } : message;
