/** The days as pictures: tasks, money, tokens. The table beside them has the same figures in words. */

import { formatCount, formatUsd } from '../../state/format.ts';
import { usageStrings } from '../../strings/usage.ts';
import { DayPlot } from './day-plot.tsx';
import type { Figures } from './usage-page.tsx';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function DayPlots({ figures }: { readonly figures: Figures }) {
  const { days, tokens } = figures;
  const labels = days.map(({ day }) => day);
  const spent = days.map(({ usd }) => usd.spent);
  return (
    <div class="plots">
      <DayPlot
        title={usageStrings.tasks}
        hint={usageStrings.tasksHint}
        days={labels}
        layers={[days.map(({ tasks }) => tasks)]}
        format={formatCount}
        total={formatCount(sum(days.map(({ tasks }) => tasks)))}
        whole
      />
      <DayPlot
        title={usageStrings.money}
        hint={usageStrings.moneyHint}
        days={labels}
        layers={[spent, days.map(({ usd }) => usd.spent + usd.reserved)]}
        format={formatUsd}
        total={formatUsd(sum(spent))}
      />
      {tokens && (
        <DayPlot
          title={usageStrings.tokens}
          hint={usageStrings.tokensHint}
          days={labels}
          layers={[labels.map(day => tokens.byDay.get(day) ?? 0)]}
          format={formatCount}
          total={formatCount(sum([...tokens.byDay.values()]))}
          whole
        />
      )}
    </div>
  );
}
