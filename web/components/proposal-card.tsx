/** What the agent offers to do, whole, with yes and no. The yes is bound to the digest shown. */

import type { Proposal, ProposalStatus } from '../../lib/domain/proposal.ts';
import type { OpenSession } from '../state/console.ts';
import { shortDigest } from '../state/format.ts';
import { now } from '../state/now.ts';
import { proposalStatusWords, strings, verbWords } from '../strings.ts';
import { Badge } from './badge.tsx';
import { BudgetLine } from './budget-line.tsx';
import { useConsole } from './context.ts';
import { Countdown } from './countdown.tsx';

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
      {shown === 'open' ? <Terms proposal={proposal} /> : <ClosedTerms proposal={proposal} />}
      {shown === 'open' && <Decision proposal={proposal} session={session} />}
      {shown === 'expired' && <p class="quiet">{strings.expiredHint}</p>}
    </section>
  );
}

function ClosedTerms({ proposal }: { proposal: Proposal }) {
  return (
    <details class="fold">
      <summary>{strings.plan}</summary>
      <Terms proposal={proposal} />
    </details>
  );
}

function Terms({ proposal }: { proposal: Proposal }) {
  const { scope } = proposal;
  return (
    <div class="terms">
      <div class="term">
        <h3>{strings.instruction}</h3>
        <p class="prose">{proposal.instruction}</p>
      </div>
      <div class="term">
        <h3>{strings.plan}</h3>
        <ol class="plan">
          {proposal.plan.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      </div>
      <dl class="facts">
        <div>
          <dt>{strings.startsAt}</dt>
          <dd class="mono">{proposal.startUrl}</dd>
        </div>
        <div>
          <dt>{strings.sites}</dt>
          <dd class="tags">
            {scope.sites.map(site => (
              <span key={site} class="tag mono">
                {site}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{strings.verbs}</dt>
          <dd>{scope.verbs.map(verb => verbWords[verb]).join(', ')}</dd>
        </div>
        <div>
          <dt>{strings.budget}</dt>
          <dd>
            <BudgetLine budget={scope.budget} />
          </dd>
        </div>
        <div>
          <dt>{strings.model}</dt>
          <dd class="mono">{proposal.model}</dd>
        </div>
        <div>
          <dt>{strings.digest}</dt>
          <dd class="mono" title={`${strings.digestTitle}: ${proposal.digest}`}>
            {shortDigest(proposal.digest)}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Decision({ proposal, session }: { proposal: Proposal; session: OpenSession }) {
  const console = useConsole();
  const busy = session.deciding.value === proposal.proposalId;
  return (
    <footer class="decision">
      <button
        type="button"
        class="button button-primary"
        disabled={busy}
        onClick={() => void console.consent(proposal)}
      >
        {strings.yes}
      </button>
      <button type="button" class="button" disabled={busy} onClick={() => void console.decline(proposal)}>
        {strings.no}
      </button>
      <span class="decision-note">
        {busy ? strings.saying : strings.proposalLead}{' '}
        {!busy && <Countdown label={strings.expiresIn} until={proposal.expiresAt} />}
      </span>
    </footer>
  );
}
