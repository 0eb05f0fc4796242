/** What the task has spent against what it may spend, as slim bars with their figures. */

import type { Budget } from '../../lib/domain/budget.ts';
import { formatCount, formatSeconds, formatUsd } from '../state/format.ts';
import { now } from '../state/now.ts';
import { activeMsAt, type TaskView } from '../state/task-view.ts';
import { ofBudget, strings } from '../strings.ts';

export function Meters({ view, budget }: { view: TaskView; budget: Budget }) {
  const seconds = activeMsAt(view, now.value) / 1_000;
  return (
    <div class="meters">
      <Meter label={strings.meterSteps} spent={view.spent.steps} most={budget.steps} words={formatCount} />
      <Meter label={strings.meterTime} spent={seconds} most={budget.seconds} words={formatSeconds} />
      <Meter label={strings.meterTokens} spent={view.spent.tokens} most={budget.tokens} words={formatCount} />
      {budget.usd > 0 && (
        <Meter label={strings.meterMoney} spent={view.spent.usd} most={budget.usd} words={formatUsd} />
      )}
    </div>
  );
}

interface MeterProps {
  readonly label: string;
  readonly spent: number;
  readonly most: number;
  readonly words: (value: number) => string;
}

function Meter({ label, spent, most, words }: MeterProps) {
  const value = Math.min(spent, most);
  return (
    <div class="meter" data-level={spent >= most * 0.9 ? 'high' : 'fine'}>
      <span class="meter-label">{label}</span>
      <span class="meter-words figures">{ofBudget(words(spent), words(most))}</span>
      <progress value={value} max={most} aria-label={label} />
    </div>
  );
}
