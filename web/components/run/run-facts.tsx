/** What a run was agreed to: the words the agent got, the sites, the verbs, the budget, the model. */

import type { ComponentChildren } from 'preact';
import type { Task } from '../../../lib/domain/task.ts';
import { formatWhen, shortDigest } from '../../state/format.ts';
import { now } from '../../state/now.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings, verbWords } from '../../strings.ts';
import { BudgetLine } from '../budget-line.tsx';

export function RunFacts({ task }: { readonly task: Task }) {
  const { sites, verbs, secrets = [], budget } = task.consent.scope;
  return (
    <dl class="facts">
      <Fact name={runWords.instruction}>
        <span class="prose">{task.instruction}</span>
      </Fact>
      <Fact name={strings.startsAt}>
        <span class="mono">{visible(task.startUrl)}</span>
      </Fact>
      <Fact name={strings.sites}>
        <span class="mono">{sites.join(', ')}</span>
      </Fact>
      <Fact name={strings.verbs}>{verbs.map(verb => verbWords[verb]).join(', ')}</Fact>
      {secrets.length > 0 && (
        <Fact name={strings.secrets}>
          <span class="mono">{secrets.join(', ')}</span>
        </Fact>
      )}
      <Fact name={strings.budget}>
        <BudgetLine budget={budget} />
      </Fact>
      <Fact name={strings.model}>
        <span class="mono">{task.model}</span>
      </Fact>
      <Fact name={runWords.begun}>{formatWhen(task.createdAt, now.value)}</Fact>
      <Fact name={strings.digest}>
        <span class="mono" title={`${strings.digestTitle}: ${task.consent.digest}`}>
          {shortDigest(task.consent.digest)}
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
