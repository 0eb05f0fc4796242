/** One step: decide, then each call under the police, then a look at the habits. Returns what comes next; decides about no loop. */

import type { Spent } from '../domain/budget.ts';
import type { ErrorCode, Refusal } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { act, spend } from './act.ts';
import { clip } from './clip.ts';
import { type Call, type Decision, decide } from './decide.ts';
import type { Done } from './done.ts';
import { failure, finish } from './endings.ts';
import { addCorrection, addTurn, type CallResult } from './history.ts';
import { isSaidMore, tellOfBudget } from './instructed.ts';
import type { ModelImage } from './model-client.ts';
import { recordDecision } from './record-decision.ts';
import type { NextStep, RunDeps, RunState, UnknownAct } from './run.ts';
import { seekRoom, seekRoomToAct, spentOn } from './seek-room.ts';
import { judge } from './stuck.ts';
import { halvesAfter } from './two-halves.ts';
import { doubtIn, repeatedBy } from './unknown-acts.ts';
import { listenTo } from './wary.ts';

/** Stands for an answer that has not come yet. */
export const WAITING = '(waiting)';

const MAX_MALFORMED = 3;

/** One turn: decide, then each call under police. Its effects are on record before it returns. */
export async function takeStep(deps: RunDeps, before: RunState, picture: ModelImage | undefined): Promise<NextStep> {
  const step = before.step + 1;
  // Steps that are over: the last one of the budget may still act.
  const spentNow = (now: RunState): Spent => ({ ...spentOn(deps, now), steps: before.step });
  const room = await seekRoom(deps, before, spentNow);
  if (room.kind === 'over')
    return { kind: 'failed', state: { ...before, spent: spentNow(before) }, result: room.result };
  if (room.kind === 'taken-over') return { kind: 'run-again', state: room.state };
  const state = { ...tellOfBudget(room.state, room.added), step, spent: spentNow(room.state) };
  const decision = await decide(deps, state, picture);
  const decided: RunState = { ...state, spent: spend(state.spent, decision.usage) };
  await recordDecision(deps, decided, decision);
  if (decision.reading.kind === 'unusable') return unusable(deps, decided, decision, decision.reading.detail);
  return doCalls(deps, { ...decided, malformed: 0 }, decision, decision.reading.calls);
}

/** Told to the model as it would be told to a person; several in a row end the task, for it will not get better. */
async function unusable(deps: RunDeps, state: RunState, decision: Decision, detail: string): Promise<NextStep> {
  const inARow = state.malformed + 1;
  await deps.journal.record([
    { type: 'answer.malformed', data: { step: state.step, detail: clip(detail, 4_000), inARow } },
  ]);
  const value = {
    ok: false,
    code: 'model.malformed',
    detail,
    hint: 'Nothing of this turn was done. Call one of the tools with arguments that fit.',
  };
  const history =
    decision.toolCalls.length === 0
      ? addCorrection(state.history, decision.text, detail)
      : addTurn(
          state.history,
          decision,
          decision.toolCalls.map(({ callId }) => ({ callId, value })),
        );
  const next = { ...state, history, malformed: inARow };
  if (inARow < MAX_MALFORMED) return { kind: 'run-again', state: next };
  return {
    kind: 'failed',
    state: next,
    result: failure(
      'agent.malformed-answers',
      `${inARow} answers in a row could not be used; the last: ${detail}`,
      next,
    ),
  };
}

async function doCalls(deps: RunDeps, begun: RunState, decision: Decision, calls: readonly Call[]): Promise<NextStep> {
  const results: CallResult[] = [];
  const done: Done[] = [];
  let state = begun;
  let dropped: string | undefined;
  for (const { call, intent } of calls) {
    if (dropped !== undefined) {
      results.push({
        callId: call.callId,
        value: {
          ok: false,
          code: 'agent.dropped',
          detail: `Not done: ${dropped}`,
          hint: 'Decide again from the newest page.',
        },
      });
      continue;
    }
    if (intent.kind === 'ask')
      return {
        kind: 'needs-answer',
        question: intent.question,
        callId: call.callId,
        state: answering(state, decision, results, call.callId),
      };
    if (intent.kind === 'finish') {
      const isUnseen = done.some(one => one.effect === 'changed');
      if (!isUnseen && !(await isSaidMore(deps, state))) return finish(state, intent);
      dropped = isUnseen
        ? 'finish came in the same turn as an action whose effect you have not seen.'
        : 'the person has said something meanwhile.';
      results.push(notDone(call.callId, dropped));
      continue;
    }
    for (const [at, action] of intent.actions.entries()) {
      const room = await seekRoomToAct(deps, state);
      if (room.kind === 'over') return { kind: 'failed', state, result: room.result };
      state = room.state;
      if (room.kind === 'taken-over') {
        dropped = 'the person took over.';
        results.push(notDone(call.callId, dropped));
        break;
      }
      // With what came of this turn so far: whoever goes on from here must not do that again.
      deps.keep(brokenOff(state, decision, results, call.callId));
      const one = await act(deps, state, action, done.length);
      done.push(one);
      state = withExcerpt(await listenTo(deps, afterAct(state, one), one.heard), one);
      const over = consentIsOver(one);
      if (over !== undefined) return { kind: 'failed', state, result: ended(over, state) };
      results.push(resultOf(deps, call.callId, one));
      const isWhole = at === intent.actions.length - 1 || one.effect === 'failed';
      deps.keep(brokenOff(state, decision, results, isWhole ? undefined : call.callId));
      if (one.effect === 'failed') dropped = 'an earlier action of this turn failed.';
      else if (one.effect === 'navigated') dropped = 'the page changed under it.';
      if (dropped !== undefined) break;
    }
  }
  return settleTurn(deps, { ...state, history: addTurn(state.history, decision, lastPerCall(results)) }, done);
}

/** Without a consent, or a person to ask, no action will be allowed any more; asking the model on would only cost. */
function consentIsOver({ refused }: Done): Refusal | undefined {
  const codes: readonly ErrorCode[] = ['consent.expired', 'consent.missing', 'approval.expired', 'secret.missing'];
  return refused !== undefined && codes.includes(refused.code) ? refused : undefined;
}

function ended({ code, detail }: Refusal, state: RunState): TaskResult {
  const result = failure(code, detail, state);
  return code === 'approval.expired' || code === 'secret.missing' ? { ...result, status: 'cancelled' } : result;
}

/** The time of a person's deciding is not the errand's. */
function afterAct(before: RunState, done: Done): RunState {
  const { datasets, spent, waitedMs, restedMs = 0, grant, action, approved } = done;
  const grants = grant === undefined ? before.grants : [...before.grants, grant];
  const state = { ...before, ...halvesAfter(before, done), datasets, spent, grants };
  const rested = { ...state, startedAt: before.startedAt + restedMs };
  // What a person has said yes to is in doubt no longer; after a no it still is.
  const isOpen = (one: UnknownAct): boolean => approved === undefined || repeatedBy(action, [one]) === undefined;
  const unknown = [...state.unknown.filter(isOpen), ...doubtIn(done)];
  if (waitedMs === undefined) return { ...rested, unknown };
  return { ...rested, unknown, decision: undefined, startedAt: rested.startedAt + waitedMs };
}

/** The loop detection: told once, then the run ends. */
async function settleTurn(deps: RunDeps, state: RunState, done: readonly Done[]): Promise<NextStep> {
  const turn = {
    actions: done.map(one => one.action),
    fingerprint: state.observation.fingerprint,
    progressed: done.some(one => one.progressed),
  };
  const { habits, progress } = judge(state.habits, turn);
  const next = { ...state, habits };
  const shown = done.findLast(one => one.picture !== undefined)?.picture;
  const struggling = !turn.progressed;
  if (progress.kind === 'fine') return { kind: 'run-again', state: next, shown, struggling };
  await deps.journal.record([{ type: 'stuck.noticed', data: { step: state.step, detail: progress.detail } }]);
  if (progress.kind === 'stuck')
    return { kind: 'failed', state: next, result: failure('agent.stuck', progress.detail, next) };
  const last = next.history.messages.at(-1);
  const told =
    last?.role === 'tool'
      ? { ...last, text: `${last.text}\nNOTE ${progress.detail} Try another way, or finish with what you have.` }
      : last;
  return {
    kind: 'run-again',
    shown,
    struggling,
    state: {
      ...next,
      history: { messages: told ? [...next.history.messages.slice(0, -1), told] : next.history.messages },
    },
  };
}

/** What was found or unfolded can be used at once, in the same turn and the next ones of the same page. */
function withExcerpt(state: RunState, { targets = new Map(), excerpt }: Done): RunState {
  if (excerpt === undefined) return state;
  const { observation } = state;
  return {
    ...state,
    seen: [...state.seen, excerpt],
    found: new Map([...state.found, ...targets]),
    observation: { ...observation, targets: new Map([...observation.targets, ...targets]) },
  };
}

/** A yes is part of what came of it: the model must not take the next such act for approved too. */
function resultOf(deps: RunDeps, callId: string, { value, excerpt, waitedMs, refused, grant }: Done): CallResult {
  const reach = grant === undefined ? 'only this act' : 'acts of this kind here';
  const told = waitedMs === undefined || refused !== undefined ? value : { ...value, approved: reach };
  return { callId, value: told, ...(excerpt === undefined ? {} : { excerpt: { text: excerpt, mark: deps.mark() } }) };
}

function notDone(callId: string, why: string): CallResult {
  return {
    callId,
    value: { ok: false, code: 'agent.dropped', detail: `Not done: ${why}`, hint: 'Decide again from the newest page.' },
  };
}

/** A call may be two actions (fill, then Enter); a result a call is the last of them, or the one that failed. */
function lastPerCall(results: readonly CallResult[]): readonly CallResult[] {
  return [...new Map(results.map(result => [result.callId, result])).values()];
}

/** The state to go on from where the run breaks off in this turn, in the middle of a call or between two. */
function brokenOff(state: RunState, decision: Decision, results: readonly CallResult[], open?: string): RunState {
  const known = lastPerCall(results).filter(({ callId }) => callId !== open);
  const rest = decision.toolCalls
    .filter(call => !known.some(({ callId }) => callId === call.callId))
    .map(({ callId }) =>
      notDone(
        callId,
        callId === open
          ? 'the run broke off here, and of this call at most a part was done.'
          : 'the run broke off before it was begun.',
      ),
    );
  return { ...state, history: addTurn(state.history, decision, [...known, ...rest]) };
}

function answering(state: RunState, decision: Decision, results: readonly CallResult[], callId: string): RunState {
  const rest = decision.toolCalls.filter(
    call => call.callId !== callId && !results.some(result => result.callId === call.callId),
  );
  const skipped = rest.map(call => ({
    callId: call.callId,
    value: { ok: false, code: 'agent.dropped', detail: 'Not done: a question came first.' },
  }));
  const pending = { callId, value: { ok: true, answer: WAITING } };
  return { ...state, history: addTurn(state.history, decision, [...lastPerCall(results), ...skipped, pending]) };
}
