/** The figures of each day in words: for screen readers, and for those who want to read them off. The newest day first. */

import type { DayFigures } from '../../data/account-api.ts';
import { formatDayLabel } from '../../state/dates.ts';
import { formatCount, formatSeconds, formatUsd } from '../../state/format.ts';
import { usageStrings } from '../../strings/usage.ts';

export function DayTable({ days }: { readonly days: readonly DayFigures[] }) {
  return (
    <details class="fold">
      <summary>{usageStrings.asTable}</summary>
      <div class="table-scroll">
        <table class="table table-dense" aria-label={usageStrings.tableLabel}>
          <thead>
            <tr>
              <th scope="col">{usageStrings.day}</th>
              {HEADS.map(head => (
                <th key={head} scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, tasks, usd, tokens, steps, seconds }) => (
              <tr key={day}>
                <th scope="row">{formatDayLabel(day)}</th>
                <td class="number">{formatCount(tasks)}</td>
                <td class="number">{formatUsd(usd.spent)}</td>
                <td class="number">{formatUsd(usd.reserved)}</td>
                <td class="number">{formatCount(tokens)}</td>
                <td class="number">{formatCount(steps)}</td>
                <td class="number">{formatSeconds(seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const HEADS = [
  usageStrings.tasks,
  usageStrings.spent,
  usageStrings.reservedWord,
  usageStrings.tokens,
  usageStrings.steps,
  usageStrings.time,
] as const;
