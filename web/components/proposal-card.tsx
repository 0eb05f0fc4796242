/** What the agent offers to do, whole, with yes and no. The yes is bound to the digest shown; it may be to less, never to more. */

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Consent } from '../../lib/domain/consent.ts';
import type { Proposal, ProposalStatus } from '../../lib/domain/proposal.ts';
import { boundsBelow } from '../state/bounds.ts';
import { asProposed, leftOut, narrowingOf } from '../state/narrowing.ts';
import { now } from '../state/now.ts';
import type { OpenSession } from '../state/open-session.ts';
import { settings } from '../state/settings.ts';
import { proposalStatusWords, strings } from '../strings.ts';
import { Badge } from './badge.tsx';
import { useConsole } from './context.ts';
import { Countdown } from './countdown.tsx';
import { PriorityChoice } from './priority-choice.tsx';
import { sayNarrowed } from './say-narrowed.ts';
import { Terms } from './terms.tsx';

interface ProposalProps {
  readonly proposal: Proposal;
  readonly status: ProposalStatus;
  readonly session: OpenSession;
}

export function ProposalCard({ proposal, status, session }: ProposalProps) {
  const shown = status === 'open' && Date.parse(proposal.expiresAt) <= now.value ? 'expired' : status;
  const heading = `proposal-${proposal.proposalId}`;
  return (
    <section class="card proposal" data-status={shown} aria-labelledby={heading} data-testid="proposal">
      <header class="card-head">
        <div>
          <p class="eyebrow">{strings.proposal}</p>
          <h2 id={heading}>{proposal.title}</h2>
        </div>
        {shown !== 'open' && (
          <Badge tone={shown === 'consented' ? 'good' : 'neutral'}>{proposalStatusWords[shown]}</Badge>
        )}
      </header>
      {shown === 'open' ? (
        <OpenTerms proposal={proposal} session={session} />
      ) : (
        <ClosedTerms proposal={proposal} consent={consentTo(session, proposal)} />
      )}
      {shown === 'expired' && <p class="quiet">{strings.expiredHint}</p>}
    </section>
  );
}

function consentTo(session: OpenSession, { proposalId }: Proposal): Consent | undefined {
  const { entries } = session.view.value;
  const task = entries.find(entry => entry.kind === 'task' && entry.consent.proposalId === proposalId);
  return task?.kind === 'task' ? task.consent : undefined;
}

function ClosedTerms({ proposal, consent }: { proposal: Proposal; consent: Consent | undefined }) {
  const narrowed = consent === undefined ? [] : sayNarrowed(leftOut(proposal.scope, consent.scope));
  return (
    <>
      <Narrowed phrases={narrowed} label={strings.youNarrowed} />
      <details class="fold">
        <summary>{strings.plan}</summary>
        <Terms proposal={proposal} />
      </details>
    </>
  );
}

function Narrowed({ phrases, label }: { phrases: readonly string[]; label: string }) {
  if (phrases.length === 0) return null;
  return (
    <p class="notice-line narrowed" data-testid="narrowed">
      <strong>{label}</strong> {phrases.join(' · ')}
    </p>
  );
}

function OpenTerms({ proposal, session }: { proposal: Proposal; session: OpenSession }) {
  const console = useConsole();
  // As the settings were when the card came up; from then on it is the person's.
  const preset = useMemo(() => boundsBelow(proposal.scope.budget, settings.peek().budget), []);
  const isPreset = Object.keys(preset).length > 0;
  const choice = useSignal({ ...asProposed, budget: preset });
  const priority = useSignal(settings.peek().priority);
  const busy = session.deciding.value === proposal.proposalId;
  const narrowing = narrowingOf(proposal.scope, choice.value);
  const change = (next: typeof choice.value): void => {
    choice.value = next;
  };
  return (
    <form
      class="terms-form"
      aria-labelledby={`proposal-${proposal.proposalId}`}
      // Enter in a field is no yes: only the button is.
      onSubmit={event => event.preventDefault()}
      // A bound that is wrong must be seen to be corrected.
      onInvalidCapture={event => openFolds(event.currentTarget)}
    >
      <Terms proposal={proposal} narrower={{ choice: choice.value, change, disabled: busy, isBoundFirst: isPreset }} />
      <p class="how-soon">
        <label for={`priority-${proposal.proposalId}`}>{strings.priority}</label>
        <PriorityChoice
          id={`priority-${proposal.proposalId}`}
          chosen={priority.value}
          choose={chosen => {
            priority.value = chosen;
          }}
          disabled={busy}
        />
      </p>
      <div role="status">
        {narrowing !== undefined && (
          <>
            <Narrowed phrases={sayNarrowed(choice.value)} label={strings.withoutThese} />
            <p class="quiet">
              {isPreset ? `${strings.fromSettings} ` : ''}
              {strings.typedYes}
            </p>
          </>
        )}
      </div>
      <footer class="decision">
        <button
          type="button"
          class="button button-primary"
          disabled={busy}
          onClick={event => {
            if (event.currentTarget.form?.reportValidity() === true) {
              void console.consent(proposal, { narrowing, priority: priority.value });
            }
          }}
        >
          {narrowing === undefined ? strings.yes : strings.yesNarrowed}
        </button>
        <button type="button" class="button" disabled={busy} onClick={() => void console.decline(proposal)}>
          {strings.no}
        </button>
        <span class="decision-note">
          {busy ? strings.saying : strings.proposalLead}{' '}
          {!busy && <Countdown label={strings.expiresIn} until={proposal.expiresAt} />}
        </span>
      </footer>
    </form>
  );
}

function openFolds(form: HTMLFormElement): void {
  for (const fold of form.querySelectorAll('details')) fold.open = true;
}
