/** The days as pictures: tasks, money, tokens. The table beside them has the same figures in words. */

import type { DayFigures } from '../../data/account-api.ts';
import { formatCount, formatUsd } from '../../state/format.ts';
import { usageStrings } from '../../strings/usage.ts';
import { DayPlot } from './day-plot.tsx';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function DayPlots({ days }: { readonly days: readonly DayFigures[] }) {
  const labels = days.map(({ day }) => day);
  const tokens = days.map(one => one.tokens);
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
      <DayPlot
        title={usageStrings.tokens}
        hint={usageStrings.tokensHint}
        days={labels}
        layers={[tokens]}
        format={formatCount}
        total={formatCount(sum(tokens))}
        whole
      />
    </div>
  );
}
