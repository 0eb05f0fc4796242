/** One figure of each day as bars, with its sum above, and a day's own while one points at it. */

import { useSignal } from '@preact/signals';
import { formatDayLabel } from '../../state/dates.ts';
import { usageStrings } from '../../strings/usage.ts';
import { type Bars, DayBars } from './day-bars.tsx';

interface PlotProps extends Omit<Bars, 'labels'> {
  readonly title: string;
  readonly hint: string;
  /** In UTC, the oldest first. */
  readonly days: readonly string[];
  readonly total: string;
}

export function DayPlot({ title, hint, days, layers, format, total, whole = false }: PlotProps) {
  const pointed = useSignal<number | undefined>(undefined);
  const day = pointed.value === undefined ? undefined : days[pointed.value];
  const value = pointed.value === undefined ? undefined : layers[0]?.[pointed.value];
  return (
    <figure class="plot">
      <figcaption class="plot-head">
        <span class="plot-title">
          {title} <span class="quiet">{day === undefined ? hint : formatDayLabel(day)}</span>
        </span>
        <strong class="figures">{value === undefined ? total : format(value)}</strong>
      </figcaption>
      <div role="img" aria-label={usageStrings.plotLabel(title, days.length, total)} data-testid="plot">
        <DayBars
          labels={days.map(one => formatDayLabel(one))}
          layers={layers}
          format={format}
          whole={whole}
          pointed={pointed.value}
          point={index => {
            pointed.value = index;
          }}
        />
      </div>
    </figure>
  );
}
