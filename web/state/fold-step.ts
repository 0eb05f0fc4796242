/** What an event says of one step of a run. A pure fold; asks no clock. */

import type { Artifact } from '../../lib/domain/artifact.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { sayAction } from '../strings.ts';
import { spentUpTo } from './acting-time.ts';
import { changeStep, finishAction, type Remark, type StepView } from './step-view.ts';
import type { TaskView } from './task-view.ts';

export type StepEvent = Extract<
  TaskEvent,
  {
    type:
      | 'page.observed'
      | 'step.decided'
      | 'answer.malformed'
      | 'action.refused'
      | 'action.started'
      | 'action.finished'
      | 'data.extracted'
      | 'task.resumed'
      | 'outcome.unknown'
      | 'stuck.noticed'
      | 'suspicion.noticed';
  }
>;

export function foldStepEvent(view: TaskView, event: Stored<StepEvent>): TaskView {
  const place = { step: event.data.step, at: Date.parse(event.at) };
  switch (event.type) {
    case 'page.observed': {
      const { url, title, text, screenshotId, ms } = event.data;
      return inStep(view, place, old => ({
        ...old,
        url,
        title,
        text,
        screenshotId: screenshotId ?? old.screenshotId,
        observeMs: ms,
      }));
    }
    case 'step.decided': {
      const { reasoning, usage, ms, soFar } = event.data;
      const { tokens, usd, steps, bytes } = view.spent;
      const spent = {
        steps: steps + 1,
        tokens: tokens + usage.inputTokens + usage.outputTokens,
        usd: usd + usage.usd,
        bytes,
      };
      const decided = inStep(view, place, old => ({ ...old, reasoning, usage, decideMs: ms }));
      return spentUpTo({ ...decided, spent }, soFar, place.at);
    }
    case 'action.started': {
      const { index, action, description } = event.data;
      const started = { index, words: description || sayAction(action), action, outcome: undefined, ms: undefined };
      return inStep(view, place, old => ({ ...old, actions: [...old.actions, started] }));
    }
    case 'action.finished':
      return spentUpTo(
        inStep(view, place, old => finishAction(old, event.data)),
        event.data.soFar,
        place.at,
      );
    case 'action.refused':
      return remark(view, place, {
        kind: 'refused',
        words: sayAction(event.data.action),
        detail: event.data.detail,
      });
    case 'answer.malformed':
      return remark(view, place, { kind: 'malformed', detail: event.data.detail });
    case 'task.resumed':
      return event.data.lost.length === 0
        ? view
        : remark(view, place, { kind: 'resumed', detail: event.data.lost.join('; ') });
    case 'outcome.unknown':
      return remark(view, place, { kind: 'unknown', detail: event.data.description });
    case 'stuck.noticed':
      return remark(view, place, { kind: 'stuck', detail: event.data.detail });
    case 'suspicion.noticed':
      return remark(view, place, { kind: 'suspicious', detail: `“${event.data.quote}” (${event.data.url})` });
    case 'data.extracted': {
      const { name, rows, sample } = event.data;
      return remark(view, place, { kind: 'extracted', name, rows, sample });
    }
    default:
      // A newer server may tell of things this console does not know yet.
      event satisfies never;
      return view;
  }
}

export interface Place {
  readonly step: number;
  readonly at: number;
}

const inStep = (view: TaskView, place: Place, change: (old: StepView) => StepView): TaskView => ({
  ...view,
  steps: changeStep(view.steps, place, change),
});

export const remark = (view: TaskView, place: Place, added: Remark): TaskView =>
  inStep(view, place, old => ({ ...old, remarks: [...old.remarks, added] }));

/** A step's own screenshot stands in where the observation names none. */
export function addArtifact(view: TaskView, artifact: Artifact, at: number): TaskView {
  const added = { ...view, artifacts: [...view.artifacts, artifact] };
  if (artifact.kind !== 'screenshot') return added;
  return inStep(added, { step: artifact.step, at }, old => ({
    ...old,
    screenshotId: old.screenshotId ?? artifact.artifactId,
  }));
}
