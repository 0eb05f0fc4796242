/** A limit is reached: what a yes would add, exactly, and what a no means. Bound to the digest of what is shown. */

import { useSignal } from '@preact/signals';
import type { BudgetAsk } from '../../state/asks.ts';
import { sayAmount, sayAmounts, sayBare } from '../../state/say-amount.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings } from '../../strings.ts';
import { useConsole } from '../context.ts';
import { Countdown } from '../countdown.tsx';

interface BudgetProps {
  readonly taskId: string;
  readonly ask: BudgetAsk;
}

export function BudgetCard({ taskId, ask }: BudgetProps) {
  const acts = useConsole().run;
  const sent = useSignal(false);
  const decide = async (decision: 'extend' | 'end'): Promise<void> => {
    sent.value = true;
    await acts.decideBudget(taskId, ask, decision);
    sent.value = false;
  };
  const { limit, spent, allowed, asks, expiresAt } = ask;
  const heading = `budget-${taskId}`;
  return (
    <section class="question" aria-labelledby={heading} data-testid="budget-ask">
      <p class="eyebrow">
        <Countdown label={strings.questionExpires} until={expiresAt} />
      </p>
      <h3 id={heading}>{runWords.budgetReached}</h3>
      <p>{runWords.budgetLead(sayBare(limit, spent), sayAmount(limit, allowed))}</p>
      <dl class="facts">
        <div>
          <dt>{runWords.budgetAdds}</dt>
          <dd>
            <b>{sayAmounts(asks).join(' · ')}</b>
          </dd>
        </div>
      </dl>
      <div class="decision">
        <button type="button" class="button button-primary" disabled={sent.value} onClick={() => void decide('extend')}>
          {runWords.extend}
        </button>
        <button type="button" class="button" disabled={sent.value} onClick={() => void decide('end')}>
          {runWords.end}
        </button>
      </div>
    </section>
  );
}
