/** The one exact act that the agent has stopped before: what, where, all that would be sent, the page; yes, yes to its kind, or no. */

import { useSignal } from '@preact/signals';
import type { Approval } from '../../lib/domain/approval.ts';
import { visible } from '../state/visible.ts';
import { strings, verbWords } from '../strings.ts';
import { useConsole } from './context.ts';
import { Countdown } from './countdown.tsx';
import { Shot } from './shot.tsx';

interface ApprovalProps {
  readonly approval: Approval;
}

export function ApprovalBox({ approval }: ApprovalProps) {
  const { verb, site, pageUrl, description, screenshotId, approvalId, expiresAt } = approval;
  const heading = `approval-${approvalId}`;
  return (
    <section class="question approval" aria-labelledby={heading} data-testid="approval">
      <p class="eyebrow">
        {strings.approval} · <Countdown label={strings.questionExpires} until={expiresAt} />
      </p>
      <h3 id={heading}>
        {verbWords[verb]} · <span class="mono">{visible(site)}</span>
      </h3>
      <p class="quiet">{strings.approvalLead}</p>
      <dl class="facts">
        <div>
          <dt>{strings.approvalWhat}</dt>
          <dd>{visible(description)}</dd>
        </div>
        <div>
          <dt>{strings.approvalWhere}</dt>
          <dd class="mono approval-url">{visible(pageUrl)}</dd>
        </div>
        <SentValues approval={approval} />
      </dl>
      {screenshotId !== undefined && (
        <details class="fold">
          <summary>{strings.approvalPicture}</summary>
          <Shot artifactId={screenshotId} alt={strings.approvalPicture} />
        </details>
      )}
      <Choice approval={approval} />
    </section>
  );
}

function SentValues({ approval: { values, more } }: ApprovalProps) {
  return (
    <div>
      <dt>{strings.approvalSends}</dt>
      <dd>
        {values.length === 0 ? (
          <span class="quiet">{strings.approvalSendsNothing}</span>
        ) : (
          <ul class="approval-values">
            {values.map(({ label, value }, index) => (
              <li key={index}>
                <span class="quiet">{visible(label)}</span> <b>{visible(value)}</b>
              </li>
            ))}
          </ul>
        )}
        {more > 0 && <span class="quiet">{strings.approvalMore(more)}</span>}
      </dd>
    </div>
  );
}

function Choice({ approval }: ApprovalProps) {
  const acts = useConsole().run;
  const reason = useSignal('');
  const sent = useSignal(false);
  const answer = async (given: Parameters<typeof acts.answerApproval>[1]): Promise<void> => {
    sent.value = true;
    await acts.answerApproval(approval, given);
    sent.value = false;
  };
  return (
    <div class="approval-choice">
      <div class="decision">
        <button
          type="button"
          class="button button-primary"
          disabled={sent.value}
          onClick={() => void answer({ reach: 'once' })}
        >
          {strings.approveOnce}
        </button>
        <button type="button" class="button" disabled={sent.value} onClick={() => void answer({ reach: 'kind' })}>
          {strings.approveKind(verbWords[approval.verb], approval.site)}
        </button>
      </div>
      <form
        class="question-row"
        onSubmit={event => {
          event.preventDefault();
          void answer({ reason: reason.value.trim() });
        }}
      >
        <input
          type="text"
          aria-label={strings.denyReason}
          placeholder={strings.denyReason}
          maxLength={500}
          autocomplete="off"
          value={reason.value}
          onInput={event => {
            reason.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={sent.value}>
          {strings.deny}
        </button>
      </form>
    </div>
  );
}
