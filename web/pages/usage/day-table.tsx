/** The figures of each day in words: for screen readers, and for those who want to read them off. The newest day first. */

import { formatDayLabel } from '../../state/dates.ts';
import { formatCount, formatUsd } from '../../state/format.ts';
import { usageStrings } from '../../strings/usage.ts';
import type { Figures } from './usage-page.tsx';

export function DayTable({ figures }: { readonly figures: Figures }) {
  const { days, tokens } = figures;
  return (
    <>
      {tokens?.since !== undefined && <p class="quiet">{usageStrings.tokensSince(formatDayLabel(tokens.since))}</p>}
      <details class="fold">
        <summary>{usageStrings.asTable}</summary>
        <div class="table-scroll">
          <table class="table table-dense" aria-label={usageStrings.tableLabel}>
            <thead>
              <tr>
                <th scope="col">{usageStrings.day}</th>
                <th scope="col" class="number">
                  {usageStrings.tasks}
                </th>
                <th scope="col" class="number">
                  {usageStrings.spent}
                </th>
                <th scope="col" class="number">
                  {usageStrings.reservedWord}
                </th>
                {tokens && (
                  <th scope="col" class="number">
                    {usageStrings.tokens}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, tasks, usd }) => (
                <tr key={day}>
                  <th scope="row">{formatDayLabel(day)}</th>
                  <td class="number">{formatCount(tasks)}</td>
                  <td class="number">{formatUsd(usd.spent)}</td>
                  <td class="number">{formatUsd(usd.reserved)}</td>
                  {tokens && <td class="number">{formatCount(tokens.byDay.get(day) ?? 0)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
