/** What the task has spent against what it may spend, with what the person added since: slim bars with their figures. */

import type { Budget } from '../../lib/domain/budget.ts';
import { formatBytes, formatCount, formatSeconds, formatUsd } from '../state/format.ts';
import { now } from '../state/now.ts';
import { withAdded } from '../state/say-amount.ts';
import { activeMsAt, hasEnded, type TaskView } from '../state/task-view.ts';
import { runWords } from '../strings/run-page.ts';
import { ofBudget, strings } from '../strings.ts';

export function Meters({ view, budget }: { view: TaskView; budget: Budget }) {
  const seconds = activeMsAt(view, now.value) / 1_000;
  const { spent } = view;
  const most = withAdded(budget, view.extended);
  const left = hasEnded(view.status) ? undefined : runWords.timeLeft(formatSeconds(most.seconds - seconds));
  return (
    <div class="meters">
      <Meter label={strings.meterSteps} spent={spent.steps} most={most.steps} words={formatCount} />
      <Meter label={strings.meterTime} spent={seconds} most={most.seconds} words={formatSeconds} left={left} />
      <Meter label={strings.meterTokens} spent={spent.tokens} most={most.tokens} words={formatCount} />
      {most.usd > 0 && <Meter label={strings.meterMoney} spent={spent.usd} most={most.usd} words={formatUsd} />}
      <Meter label={strings.meterData} spent={spent.bytes} most={most.bytes} words={formatBytes} />
    </div>
  );
}

interface MeterProps {
  readonly label: string;
  readonly spent: number;
  readonly most: number;
  readonly words: (value: number) => string;
  readonly left?: string | undefined;
}

function Meter({ label, spent, most, words, left }: MeterProps) {
  const value = Math.min(spent, most);
  return (
    <div class="meter" data-level={spent >= most * 0.9 ? 'high' : 'fine'} title={left}>
      <span class="meter-label">{label}</span>
      <span class="meter-words figures">{ofBudget(words(spent), words(most))}</span>
      <progress value={value} max={most} aria-label={left === undefined ? label : `${label}, ${left}`} />
    </div>
  );
}
