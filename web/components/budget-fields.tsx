/** The bounds of a proposal as fields that can only be lowered: the browser itself refuses more. An empty field is as proposed. */

import type { Budget } from '../../lib/domain/budget.ts';
import { strings } from '../strings.ts';

interface Field {
  readonly part: keyof Budget;
  readonly label: string;
  readonly min: number;
  readonly step: number | 'any';
  /** How many of the budget's own units are one here. */
  readonly unit: number;
}

/** The least of each is what the API takes. */
const FIELDS: readonly Field[] = [
  { part: 'steps', label: strings.fieldSteps, min: 1, step: 1, unit: 1 },
  { part: 'seconds', label: strings.fieldSeconds, min: 5, step: 1, unit: 1 },
  { part: 'usd', label: strings.fieldUsd, min: 0, step: 'any', unit: 1 },
  { part: 'tokens', label: strings.fieldTokens, min: 1_000, step: 1, unit: 1 },
  { part: 'bytes', label: strings.fieldMegabytes, min: 0.1, step: 'any', unit: 1_000_000 },
];

interface BudgetProps {
  readonly proposed: Budget;
  readonly lowered: Readonly<Partial<Budget>>;
  readonly change: (lowered: Readonly<Partial<Budget>>) => void;
  readonly disabled: boolean;
}

export function BudgetFields({ proposed, lowered, change, disabled }: BudgetProps) {
  const set = (part: keyof Budget, value: number | undefined): void => {
    const { [part]: _, ...rest } = lowered;
    change(value === undefined ? rest : { ...rest, [part]: value });
  };
  return (
    <div class="bounds">
      {FIELDS.map(({ part, label, min, step, unit }) => (
        <label key={part} class="bound">
          <span class="quiet">{label}</span>
          <input
            type="number"
            inputMode="decimal"
            min={Math.min(min, proposed[part] / unit)}
            max={proposed[part] / unit}
            step={step}
            placeholder={String(proposed[part] / unit)}
            disabled={disabled}
            onInput={({ currentTarget: { value, valueAsNumber } }) =>
              set(part, value === '' || Number.isNaN(valueAsNumber) ? undefined : boundOf(valueAsNumber * unit, part))
            }
          />
        </label>
      ))}
    </div>
  );
}

/** Money may have parts; the rest is counted whole. */
const boundOf = (value: number, part: keyof Budget): number => (part === 'usd' ? value : Math.round(value));
