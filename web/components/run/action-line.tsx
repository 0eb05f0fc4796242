/** One action: what it does, how it went, how long it took; and in detail how its element was found. */

import { describeLocators } from '../../../lib/domain/describe-locator.ts';
import { formatMs } from '../../state/format.ts';
import type { ActionView } from '../../state/step-view.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings } from '../../strings.ts';
import { Badge } from '../badge.tsx';

interface ActionProps {
  readonly action: ActionView;
  readonly isUnderWay: boolean;
  readonly isInDetail?: boolean;
}

export function ActionLine({ action, isUnderWay, isInDetail = false }: ActionProps) {
  const { outcome } = action;
  const locators = action.action && 'target' in action.action ? action.action.target?.locators : undefined;
  return (
    <li class="action">
      <span class="action-words">{visible(action.words || strings.looking)}</span>
      <span class="action-end">
        {outcome === undefined && isUnderWay && (
          <Badge tone="accent" pulse>
            {strings.underWay}
          </Badge>
        )}
        {outcome === undefined && !isUnderWay && <Badge tone="warn">{strings.unknownOutcome}</Badge>}
        {outcome?.ok === true && <Badge tone="good">{strings.finished}</Badge>}
        {outcome?.ok === false && <Badge tone="bad">{strings.rejected}</Badge>}
        {action.ms !== undefined && <span class="figures quiet">{formatMs(action.ms)}</span>}
      </span>
      {outcome?.ok === false && <span class="action-detail">{outcome.detail}</span>}
      {outcome?.ok === true && outcome.note !== undefined && <span class="action-detail">{outcome.note}</span>}
      {isInDetail && locators !== undefined && (
        <span class="action-detail">
          {runWords.foundBy} <span class="mono">{visible(describeLocators(locators))}</span>
        </span>
      )}
    </li>
  );
}
