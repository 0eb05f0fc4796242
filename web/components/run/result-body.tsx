/** What a result says and what it rests on. All of it is page text or a model's, so all of it is plain text. */

import type { TaskResult } from '../../../lib/domain/result.ts';
import { findClaim } from '../../state/find-evidence.ts';
import type { StepView } from '../../state/step-view.ts';
import { runWords } from '../../strings/run-page.ts';
import { evidenceWords, strings, taskStatusWords } from '../../strings.ts';
import { Badge, type Tone } from '../badge.tsx';

const statusTones: Readonly<Record<TaskResult['status'], Tone>> = {
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};
const evidenceTones: Readonly<Record<TaskResult['evidence'], Tone>> = {
  verified: 'good',
  unverified: 'warn',
  none: 'neutral',
};

export type ShowClaim = (claim: { readonly step: number; readonly text: string }) => void;

interface BodyProps {
  readonly result: TaskResult;
  readonly steps: readonly StepView[];
  /** Leads to the step in which a claim was seen. */
  readonly show: ShowClaim;
}

export function ResultBody({ result, steps, show }: BodyProps) {
  return (
    <>
      <header class="card-head">
        <p class="eyebrow">{strings.result}</p>
        <span class="badges">
          <Badge tone={statusTones[result.status]}>{taskStatusWords[result.status]}</Badge>
          {result.status === 'completed' && (
            <Badge tone={evidenceTones[result.evidence]}>{evidenceWords[result.evidence].label}</Badge>
          )}
        </span>
      </header>
      <p class="prose result-summary">{result.summary}</p>
      {result.detail !== undefined && result.detail !== result.summary && <p class="prose quiet">{result.detail}</p>}
      {result.status === 'completed' && <Evidence result={result} steps={steps} show={show} />}
    </>
  );
}

function Evidence({ result, steps, show }: BodyProps) {
  return (
    <div class="evidence" data-evidence={result.evidence}>
      <p class="quiet">{evidenceWords[result.evidence].hint}</p>
      {result.evidenceNotes.length > 0 && (
        <ul aria-label={strings.evidence}>
          {result.evidenceNotes.map((note, index) => (
            <ClaimLine key={index} note={note} steps={steps} show={show} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ClaimProps extends Pick<BodyProps, 'steps' | 'show'> {
  readonly note: string;
}

function ClaimLine({ note, steps, show }: ClaimProps) {
  const { text, isSeen, step } = findClaim(note, steps);
  return (
    <li class="claim" data-seen={isSeen}>
      <span class="claim-words">{text}</span>{' '}
      {step === undefined ? (
        isSeen !== undefined && <span class="quiet">{isSeen ? runWords.seen : runWords.notSeen}</span>
      ) : (
        <button type="button" class="link-button" onClick={() => show({ step, text })}>
          {runWords.seenInStep(step)}
        </button>
      )}
    </li>
  );
}
