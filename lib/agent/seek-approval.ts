/** Asks for a yes to one exact act, and holds the act against the yes again right before it is done. Decides nothing about what needs one. */

import type { Action } from '../domain/action.ts';
import { digestOfAct, type Grant, type Reach, type SentValue } from '../domain/approval.ts';
import { describeAction } from '../domain/describe-action.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import { questionOf } from '../domain/question-of.ts';
import type { Verb } from '../domain/verb.ts';
import { clip } from './clip.ts';
import type { RunDeps, RunState } from './run.ts';

/** A page whose values change under each yes is not to be trusted with one. */
const MAX_ASKED = 3;
const MAX_SHOWN = 40;
/** Characters of a value that a person is shown; the digest covers it whole. */
const MAX_VALUE = 300;
const MAX_LINE_BYTES = 2_000;

export interface Asked {
  /** As the page gets it. */
  readonly whole: Action;
  /** As events hold it. */
  readonly action: Action;
  readonly verb: Verb;
  readonly site: string;
  /** Why it is asked, beyond the verb. */
  readonly because: readonly SentValue[];
}

export type Sought =
  /** `said` is what the person was shown. */
  | { readonly kind: 'approved'; readonly grant: Grant | undefined; readonly said: string }
  /** Told to the model; `approval.expired` ends the run. */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export async function seekApproval(deps: RunDeps, state: RunState, asked: Asked): Promise<Sought> {
  const { step } = state;
  for (let times = 0; times < MAX_ASKED; times += 1) {
    const exact = await readExactly(deps, state, asked);
    if ('ok' in exact) return { kind: 'refused', refusal: exact };
    const { digest, values } = exact;
    const decided = times === 0 && state.decision?.digest === digest ? state.decision : undefined;
    if (decided?.kind === 'denied') return { kind: 'refused', refusal: saidNo(decided.reason) };
    if (decided !== undefined) return use(deps, step, { asked, exact, given: decided });
    const answer = await deps.journal.askApproval({
      step,
      verb: asked.verb,
      site: asked.site,
      pageUrl: clip(state.observation.url, 2_000),
      description: clip(describeAction(asked.action), MAX_LINE_BYTES),
      action: asked.action,
      values: values
        .slice(0, MAX_SHOWN)
        .map(({ label, value }) => ({ label: clip(label, 120), value: clip(value, MAX_VALUE) })),
      more: Math.max(0, values.length - MAX_SHOWN),
      digest,
      ...(questionOf(asked.whole) === undefined || state.after === undefined ? {} : { after: state.after }),
      ...(await pictureOf(deps, step)),
    });
    if (answer.kind === 'cancelled') deps.signal.throwIfAborted();
    if (answer.kind === 'denied') return { kind: 'refused', refusal: saidNo(answer.reason) };
    if (answer.kind === 'taken-over')
      return {
        kind: 'refused',
        refusal: refusal('approval.lapsed', 'The person took over the page instead of deciding.'),
      };
    if (answer.kind !== 'approved')
      return {
        kind: 'refused',
        refusal: refusal('approval.expired', `Nobody decided in time on: ${describeAction(asked.action)}`),
      };
    const now = await readExactly(deps, state, asked);
    // What stood in the page when it was asked is saved: the yes is for that, and is not used up yet.
    if ('ok' in now && now.code === 'page.crashed' && deps.isResumable === true)
      throw new ErrandError('page.crashed', 'The page crashed while the person was asked.');
    if ('ok' in now) return { kind: 'refused', refusal: now };
    if (now.digest !== digest) continue;
    return use(deps, step, { asked, exact, given: answer });
  }
  return {
    kind: 'refused',
    refusal: refusal('approval.changed', `What would be sent changed ${MAX_ASKED} times while the person was asked.`),
  };
}

interface Used {
  readonly asked: Asked;
  readonly exact: Exact;
  readonly given: { readonly approvalId: string; readonly reach: Reach };
}

async function use(deps: RunDeps, step: number, { asked, exact, given: yes }: Used): Promise<Sought> {
  const { digest, values } = exact;
  await deps.journal.record([{ type: 'approval.used', data: { step, approvalId: yes.approvalId, digest } }]);
  const { verb, site } = asked;
  const said = [describeAction(asked.action), ...values.map(({ value }) => value)].join('\n');
  return { kind: 'approved', grant: yes.reach === 'kind' ? { verb, site } : undefined, said };
}

const saidNo = (reason: string | undefined): Refusal =>
  refusal('approval.denied', `The person said no${reason === undefined ? '.' : `: ${reason}`}`);

interface Exact {
  readonly digest: string;
  readonly values: readonly SentValue[];
}

async function readExactly(
  deps: RunDeps,
  { task, observation }: RunState,
  { whole, action, verb, because }: Asked,
): Promise<Exact | Refusal> {
  const values =
    SENDS_ITSELF.has(whole.kind) || !('ref' in whole) || whole.ref === undefined
      ? []
      : await deps.page.valuesSentBy(whole.ref);
  if ('ok' in values) return values;
  const sent = [...because, ...given(whole, action), ...values];
  const digest = digestOfAct({ taskId: task.taskId, verb, pageUrl: observation.url, action: whole, values: sent });
  return { digest, values: sent };
}

/** Of these only what is given is sent, whatever else stands in the form. */
const SENDS_ITSELF: ReadonlySet<Action['kind']> = new Set(['fill', 'select']);

/** What the act itself gives the page, as the record may hold it: a typed password stays hidden. */
function given(whole: Action, recorded: Action): readonly SentValue[] {
  const asks = 'target' in recorded ? recorded.target?.asks : undefined;
  if (asks !== undefined) return [{ label: 'the page asks', value: asks }];
  if (whole.kind === 'upload') return whole.files.map(value => ({ label: 'file', value }));
  if (recorded.kind === 'fill') return [{ label: 'typed', value: recorded.value }];
  if (recorded.kind === 'select') return recorded.options.map(value => ({ label: 'chosen', value }));
  return recorded.kind === 'navigate' ? [{ label: 'address', value: recorded.url }] : [];
}

/** What the person decides on; without a picture the words must do. */
async function pictureOf({ page, journal }: RunDeps, step: number): Promise<{ screenshotId?: string }> {
  try {
    const { bytes, mediaType } = await page.screenshot({ fullPage: false });
    const name = `step-${step}-approval.jpg`;
    return { screenshotId: await journal.saveArtifact({ kind: 'screenshot', name, mediaType, bytes, step }) };
  } catch {
    return {};
  }
}
