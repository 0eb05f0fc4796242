/** All the terms of a proposal. While it is open, what it would allow can be narrowed here; nothing can be widened. */

import type { ComponentChildren } from 'preact';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { Verb } from '../../lib/domain/verb.ts';
import { shortDigest } from '../state/format.ts';
import { askedVerbs, type Choice, neededVerbs, startSiteOf } from '../state/narrowing.ts';
import { strings, verbWords } from '../strings.ts';
import { BudgetFields } from './budget-fields.tsx';
import { BudgetLine } from './budget-line.tsx';
import { type ChoiceItem, Choices } from './choices.tsx';
import { SiteWarnings } from './site-warnings.tsx';

export interface Narrower {
  readonly choice: Choice;
  readonly change: (choice: Choice) => void;
  readonly disabled: boolean;
  /** Some bounds were lowered before the person has seen them. */
  readonly isBoundFirst: boolean;
}

interface TermsProps {
  readonly proposal: Proposal;
  /** Left out where there is nothing left to decide. */
  readonly narrower?: Narrower | undefined;
}

export function Terms({ proposal, narrower }: TermsProps) {
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
        <Fact name={strings.startsAt}>
          <span class="mono">{proposal.startUrl}</span>
        </Fact>
        {narrower === undefined ? (
          <Allowed proposal={proposal} />
        ) : (
          <Narrowable proposal={proposal} narrower={narrower} />
        )}
        <Fact name={strings.model}>
          <span class="mono">{proposal.model}</span>
        </Fact>
        <Fact name={strings.digest}>
          <span class="mono" title={`${strings.digestTitle}: ${proposal.digest}`}>
            {shortDigest(proposal.digest)}
          </span>
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, id, children }: { name: string; id?: string; children: ComponentChildren }) {
  return (
    <div>
      <dt id={id}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Allowed({ proposal: { scope } }: { proposal: Proposal }) {
  const { sites, verbs, secrets = [], budget } = scope;
  return (
    <>
      <Fact name={strings.sites}>
        <Names names={sites} />
      </Fact>
      <Fact name={strings.verbs}>{verbs.map(verb => verbWords[verb]).join(', ')}</Fact>
      {secrets.length > 0 && (
        <Fact name={strings.secrets}>
          <Names names={secrets} />
        </Fact>
      )}
      <Fact name={strings.budget}>
        <BudgetLine budget={budget} />
      </Fact>
    </>
  );
}

const Names = ({ names }: { names: readonly string[] }) => (
  <span class="tags">
    {names.map(name => (
      <span key={name} class="tag mono">
        {name}
      </span>
    ))}
  </span>
);

function siteItems(proposal: Proposal): readonly ChoiceItem<string>[] {
  const { sites } = proposal.scope;
  const start = startSiteOf(proposal);
  return sites.map(site => ({
    value: site,
    words: site,
    isName: true,
    isNeeded: site === start || sites.length === 1,
    note: site === start && sites.length > 1 ? strings.startsHere : undefined,
    below: <SiteWarnings site={site} />,
  }));
}

const verbItem = (verb: Verb): ChoiceItem<Verb> => ({
  value: verb,
  words: verbWords[verb],
  isNeeded: neededVerbs.has(verb),
  note: askedVerbs.has(verb) ? strings.asksEachTime : undefined,
});

function Narrowable({ proposal, narrower }: Required<Pick<TermsProps, 'proposal'>> & { narrower: Narrower }) {
  const { scope, proposalId } = proposal;
  const { choice, change, disabled } = narrower;
  const id = (part: string): string => `${part}-${proposalId}`;
  return (
    <>
      <Fact name={strings.sites} id={id('sites')}>
        <Choices
          labelledBy={id('sites')}
          items={siteItems(proposal)}
          without={choice.sites}
          change={sites => change({ ...choice, sites })}
          disabled={disabled}
        />
      </Fact>
      <Fact name={strings.verbs} id={id('verbs')}>
        <Choices
          labelledBy={id('verbs')}
          isShort
          items={scope.verbs.map(verbItem)}
          without={choice.verbs}
          change={verbs => change({ ...choice, verbs })}
          disabled={disabled}
        />
      </Fact>
      {scope.secrets !== undefined && scope.secrets.length > 0 && (
        <Fact name={strings.secrets} id={id('secrets')}>
          <Choices
            labelledBy={id('secrets')}
            items={scope.secrets.map(name => ({ value: name, words: name, isName: true }))}
            without={choice.secrets}
            change={secrets => change({ ...choice, secrets })}
            disabled={disabled}
          />
          <p class="quiet">{strings.secretsHint}</p>
        </Fact>
      )}
      <Fact name={strings.budget}>
        <BudgetLine budget={scope.budget} />
        <details class="fold bounds-fold" open={narrower.isBoundFirst}>
          <summary>{strings.lowerLimits}</summary>
          <BudgetFields
            proposed={scope.budget}
            lowered={choice.budget}
            change={budget => change({ ...choice, budget })}
            disabled={disabled}
          />
        </details>
      </Fact>
    </>
  );
}
