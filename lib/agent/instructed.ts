/** Words of the person to a run in its middle, as a message of theirs: kept word for word to the end. Widens nothing; that is the police's. */

import type { BudgetMore } from '../domain/budget-ask.ts';
import type { ModelMessage } from './model-client.ts';
import type { RunDeps, RunState } from './run.ts';

const HEAD = 'INSTRUCTION';

export const instructionMessage = (text: string): ModelMessage => ({
  role: 'user',
  text: `${HEAD}\n${JSON.stringify({ text })}`,
});

/** How short to be is another matter then. */
export const saidOfBudget = (more: BudgetMore): string =>
  `the person has added to your budget: ${Object.entries(more)
    .map(([part, amount]) => `${amount} ${part}`)
    .join(', ')}`;

/** The state, with what a person has just added. */
export function tellOfBudget(state: RunState, added: BudgetMore): RunState {
  if (Object.keys(added).length === 0) return state;
  const message: ModelMessage = { role: 'user', text: `NOTE ${saidOfBudget(added)}.` };
  return { ...state, history: { messages: [...state.history.messages, message] } };
}

/** True for what is never folded into the record of older turns. */
export const isInstruction = (message: ModelMessage): boolean =>
  message.role === 'user' && message.text.startsWith(`${HEAD}\n`);

/** The state after all has been told that was said since. */
export async function hearInstructions(deps: RunDeps, state: RunState): Promise<RunState> {
  const texts = await deps.journal.instructions(state.instructed);
  if (texts.length === 0) return state;
  return {
    ...state,
    instructed: state.instructed + texts.length,
    // What the person says is theirs, wherever it is typed then.
    answers: [...state.answers, ...texts],
    history: { messages: [...state.history.messages, ...texts.map(instructionMessage)] },
  };
}

/** The person has said something that the model does not know. */
export const isSaidMore = async ({ journal }: RunDeps, { instructed }: RunState): Promise<boolean> =>
  (await journal.instructions(instructed)).length > 0;
