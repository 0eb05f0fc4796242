/** One action: what it does, how it went, how long it took; and in detail how its element was found. */

import { describeLocators } from '../../../lib/domain/describe-locator.ts';
import { type Ended, howItEnded } from '../../../lib/domain/how-it-ended.ts';
import { formatMs } from '../../state/format.ts';
import type { ActionView } from '../../state/step-view.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { strings } from '../../strings.ts';
import { Badge } from '../badge.tsx';

const badges = {
  done: { tone: 'good', word: strings.finished },
  failed: { tone: 'bad', word: strings.rejected },
  unknown: { tone: 'warn', word: strings.unknownOutcome },
} as const satisfies Record<Ended, object>;

interface ActionProps {
  readonly action: ActionView;
  readonly isUnderWay: boolean;
  readonly isInDetail?: boolean;
}

export function ActionLine({ action, isUnderWay, isInDetail = false }: ActionProps) {
  const { outcome } = action;
  const badge = outcome === undefined ? badges.unknown : badges[howItEnded(outcome)];
  const said = outcome?.ok === false ? outcome.detail : outcome?.note;
  const locators = action.action && 'target' in action.action ? action.action.target?.locators : undefined;
  return (
    <li class="action">
      <span class="action-words">{visible(action.words || strings.looking)}</span>
      <span class="action-end">
        {outcome === undefined && isUnderWay ? (
          <Badge tone="accent" pulse>
            {strings.underWay}
          </Badge>
        ) : (
          <Badge tone={badge.tone}>{badge.word}</Badge>
        )}
        {action.ms !== undefined && <span class="figures quiet">{formatMs(action.ms)}</span>}
      </span>
      {said !== undefined && <span class="action-detail">{visible(said)}</span>}
      {isInDetail && locators !== undefined && (
        <span class="action-detail">
          {runWords.foundBy} <span class="mono">{visible(describeLocators(locators))}</span>
        </span>
      )}
    </li>
  );
}
