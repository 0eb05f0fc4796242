/** Does one action under the eyes of the police, with its intent on record before and its outcome after. Knows no loop. */

import type { Action } from '../domain/action.ts';
import { addSpent, type Spent } from '../domain/budget.ts';
import { describeAction } from '../domain/describe-action.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Usage } from '../domain/events.ts';
import type { Verb } from '../domain/verb.ts';
import { actOnPage } from './acts/act-on-page.ts';
import { extractData } from './acts/extract-data.ts';
import { expandFold, findText, readWhole } from './acts/read-more.ts';
import { lookAtPicture, savePicture } from './acts/take-picture.ts';
import { clip, jsonBytes } from './clip.ts';
import { type Begun, type Done, refused } from './done.ts';
import { forRecord, withTarget } from './for-record.ts';
import { police, type Ruling } from './police.ts';
import { type RunDeps, type RunState, rested, soFarIn } from './run.ts';
import { seekApproval } from './seek-approval.ts';
import { seekSecrets } from './seek-secret.ts';
import { toldTo } from './wary.ts';

/** Bytes of JSON: an event holds the action and a line about it, and has 24 KB. */
const MAX_ACTION_BYTES = 14_000;
const MAX_LINE_BYTES = 2_000;

export async function act(deps: RunDeps, state: RunState, asked: Action, index: number): Promise<Done> {
  const whole = await withTarget(deps.page, asked, state.observation);
  if ('ok' in whole) return refused(state, asked, whole);
  const action = forRecord(whole);
  if (jsonBytes(action) > MAX_ACTION_BYTES)
    return refused(state, asked, refusal('model.malformed', `The arguments of ${asked.kind} are too long.`));
  const ruling = police({
    consent: state.task.consent,
    extended: state.task.extended,
    taskId: state.task.taskId,
    action: whole,
    pageUrl: state.observation.url,
    spent: { ...state.spent, ...soFarIn(deps, state) },
    grants: state.grants,
    halves: { approved: state.approved, decision: state.decision },
    unknown: state.unknown,
    told: toldTo(state),
    suspicions: state.suspicions,
    now: deps.clock(),
  });
  const { verb } = ruling;
  if (ruling.kind === 'deny') return refuse(deps, state, { action, verb, told: ruling.refusal });
  const began = deps.clock();
  const lacking = await seekSecrets(deps, state, whole);
  const restedMs = deps.clock() - began;
  if (lacking !== undefined) return { ...(await refuse(deps, state, { action, verb, told: lacking })), restedMs };
  return { ...(await actAsRuled(deps, rested(state, restedMs), { whole, action, verb, index, ruling })), restedMs };
}

interface Ruled extends Allowed {
  readonly ruling: Exclude<Ruling, { kind: 'deny' }>;
}

async function actAsRuled(
  deps: RunDeps,
  state: RunState,
  { whole, action, verb, index, ruling }: Ruled,
): Promise<Done> {
  switch (ruling.kind) {
    case 'allow':
      return perform(deps, state, { whole, action, verb, index });
    case 'ask': {
      const asked = deps.clock();
      const sought = await seekApproval(deps, state, {
        whole,
        action,
        verb,
        site: ruling.site,
        because: ruling.because,
      });
      const waitedMs = deps.clock() - asked;
      if (sought.kind === 'refused')
        return { ...(await refuse(deps, state, { action, verb, told: sought.refusal })), waitedMs };
      const acted = await perform(deps, rested(state, waitedMs), { whole, action, verb, index });
      const approved = { verb, site: ruling.site, said: sought.said };
      return { ...acted, waitedMs, grant: sought.grant, approved };
    }
    default:
      return ruling satisfies never;
  }
}

interface Refused {
  readonly action: Action;
  readonly verb: Verb;
  readonly told: Refusal;
}

async function refuse({ journal }: RunDeps, state: RunState, { action, verb, told }: Refused): Promise<Done> {
  const { code, detail } = told;
  // The task still waits, and ends so.
  if (code === 'approval.expired' || code === 'secret.missing') return refused(state, action, told);
  const data = { step: state.step, action, verb, code, detail: clip(detail, 1_000) };
  await journal.record([{ type: 'action.refused', data }]);
  return refused(state, action, told);
}

interface Allowed {
  readonly whole: Action;
  /** For the record. */
  readonly action: Action;
  readonly verb: Verb;
  readonly index: number;
}

async function perform(deps: RunDeps, state: RunState, { whole, action, verb, index }: Allowed): Promise<Done> {
  const description = clip(describeAction(action), MAX_LINE_BYTES);
  deps.signal.throwIfAborted();
  // Reading needs no intent, but has one all the same: the trace then says what was read, and a cancel is seen here.
  await deps.journal.record([{ type: 'action.started', data: { step: state.step, index, action, verb, description } }]);
  const done = await dispatch(deps, state, whole, { index, start: deps.clock() });
  return { ...done, action };
}

function dispatch(deps: RunDeps, state: RunState, action: Action, at: Pick<Begun, 'index' | 'start'>): Promise<Done> {
  switch (action.kind) {
    case 'extract':
      return extractData(deps, state, { action, ...at });
    case 'screenshot':
      return savePicture(deps, state, { action, ...at });
    case 'look':
      return lookAtPicture(deps, state, { action, ...at });
    case 'find':
      return findText(deps, state, { action, ...at });
    case 'expand':
      return expandFold(deps, state, { action, ...at });
    case 'read':
      return readWhole(deps, state, { action, ...at });
    default:
      return actOnPage(deps, state, { action, ...at });
  }
}

export function spend(spent: Spent, usage: Usage): Spent {
  return addSpent(spent, { tokens: usage.inputTokens + usage.outputTokens, usd: usage.usd });
}
