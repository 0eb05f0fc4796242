/** Writes down what the model decided, in lines that a person can read. Does none of it. */

import { describeAction } from '../domain/describe-action.ts';
import { clip } from './clip.ts';
import type { Call, Decision } from './decide.ts';
import { forRecord, named } from './for-record.ts';
import type { Observation } from './page.ts';
import { type RunDeps, type RunState, soFarIn } from './run.ts';

/** Of a described call, in an event that describes up to 24 of them. */
const MAX_LINE_BYTES = 500;

export async function recordDecision(deps: RunDeps, state: RunState, decision: Decision): Promise<void> {
  const { step, observation } = state;
  const { text, usage, model, ms, reading } = decision;
  const actions = reading.kind === 'calls' ? reading.calls.flatMap(call => describeCall(call, observation)) : [];
  const said = { reasoning: clip(text, 8_000), actions, model: clip(model, 200), usage, ms: Math.round(ms) };
  await deps.journal.record([{ type: 'step.decided', data: { step, ...said, soFar: soFarIn(deps, state) } }]);
}

function describeCall({ intent }: Call, observation: Observation): readonly string[] {
  switch (intent.kind) {
    case 'act':
      return intent.actions.map(action => {
        return clip(describeAction(forRecord(named(action, observation))), MAX_LINE_BYTES);
      });
    case 'ask':
      return [clip(`ask: ${intent.question}`, MAX_LINE_BYTES)];
    case 'finish':
      return [`finish: ${intent.outcome}`];
    default:
      return intent satisfies never;
  }
}
