/** What the owner may use and has used: the limits now, and each day's figures. Reads only. */

import { useMemo } from 'preact/hooks';
import { useConsole } from '../../components/context.ts';
import type { DayFigures } from '../../data/account-api.ts';
import { type Loaded, loadedFrom } from '../../state/loaded.ts';
import { usageStrings } from '../../strings/usage.ts';
import { LoadState } from '../parts/load-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { perConsole } from '../parts/per-console.ts';
import { QUIET_MS, useRefresh } from '../parts/use-refresh.ts';
import { DayPlots } from './day-plots.tsx';
import { DayTable } from './day-table.tsx';
import { LimitCards } from './limit-cards.tsx';

const ranges = [7, 14, 30] as const;
type Range = (typeof ranges)[number];

const usePageState = perConsole(({ account }) => {
  const figures = new Map<Range, Loaded<readonly DayFigures[]>>();
  return {
    me: loadedFrom(usageStrings.failed, () => account.readMe()),
    of: (range: Range): Loaded<readonly DayFigures[]> => {
      const known = figures.get(range);
      if (known !== undefined) return known;
      const loaded = loadedFrom(usageStrings.daysFailed, () => account.readDays(range));
      figures.set(range, loaded);
      return loaded;
    },
  };
});

export function UsagePage({ query }: { readonly query: string }) {
  const { router } = useConsole();
  const state = usePageState();
  const asked = Number(new URLSearchParams(query).get('days') ?? ranges[0]);
  const range = ranges.find(one => one === asked) ?? ranges[0];
  const figures = useMemo(() => state.of(range), [range]);
  useRefresh(state.me.refresh, QUIET_MS);
  useRefresh(figures.refresh, 3 * QUIET_MS);
  const me = state.me.data.value;
  const shown = figures.data.value;
  return (
    <PageFrame title={usageStrings.title} lead={usageStrings.lead} testId="usage-page">
      <section class="part" aria-labelledby="limits-heading">
        <h2 id="limits-heading">{usageStrings.limits}</h2>
        <LoadState loaded={state.me} rows={1} height={126} />
        {me && <LimitCards me={me} />}
      </section>
      <section class="part" aria-labelledby="days-heading">
        <header class="part-head">
          <h2 id="days-heading">{usageStrings.perDay}</h2>
          <fieldset class="segments">
            <legend class="visually-hidden">{usageStrings.range}</legend>
            {ranges.map(one => (
              <label key={one} class="segment">
                <input
                  type="radio"
                  name="range"
                  class="visually-hidden"
                  checked={range === one}
                  onChange={() =>
                    router.go({ page: 'usage', query: one === ranges[0] ? '' : `days=${one}` }, 'replace')
                  }
                />
                <span class="segment-words">{usageStrings.lastDays(one)}</span>
              </label>
            ))}
          </fieldset>
        </header>
        <LoadState loaded={figures} rows={1} height={250} />
        {shown && (
          <>
            <DayPlots days={shown} />
            <DayTable days={shown} />
          </>
        )}
      </section>
    </PageFrame>
  );
}
