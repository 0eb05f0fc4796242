/** Bounds as fields that the browser itself refuses more in. An empty field sets none. */

import type { Budget } from '../../lib/domain/budget.ts';
import { type Bounds, bounds } from '../state/bounds.ts';
import { strings } from '../strings.ts';

const labels: Readonly<Record<keyof Budget, string>> = {
  steps: strings.fieldSteps,
  seconds: strings.fieldSeconds,
  usd: strings.fieldUsd,
  tokens: strings.fieldTokens,
  bytes: strings.fieldMegabytes,
};

interface BudgetProps {
  /** The most of each, such as what was proposed; left out: the most that any errand may have. */
  readonly proposed?: Budget | undefined;
  /** What a field holds until somebody types into it. */
  readonly lowered: Bounds;
  readonly change: (lowered: Bounds) => void;
  readonly disabled: boolean;
}

export function BudgetFields({ proposed, lowered, change, disabled }: BudgetProps) {
  const set = (part: keyof Budget, value: number | undefined): void => {
    const { [part]: _, ...rest } = lowered;
    change(value === undefined ? rest : { ...rest, [part]: value });
  };
  return (
    <div class="bounds">
      {bounds.map(({ part, least, most, step, unit }) => {
        const max = proposed?.[part] ?? most;
        const first = lowered[part];
        return (
          <label key={part} class="bound">
            <span class="quiet">{labels[part]}</span>
            <input
              type="number"
              inputMode="decimal"
              min={Math.min(least, max) / unit}
              max={max / unit}
              step={step}
              placeholder={proposed === undefined ? strings.asProposed : String(max / unit)}
              disabled={disabled}
              defaultValue={first === undefined ? '' : String(first / unit)}
              onInput={({ currentTarget: { value, valueAsNumber } }) =>
                set(part, value === '' || Number.isNaN(valueAsNumber) ? undefined : boundOf(valueAsNumber * unit, part))
              }
            />
          </label>
        );
      })}
    </div>
  );
}

/** Money may have parts; the rest is counted whole. */
const boundOf = (value: number, part: keyof Budget): number => (part === 'usd' ? value : Math.round(value));
