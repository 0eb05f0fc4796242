/** Each limit with how much of it is used. */

import type { Me } from '../../data/account-api.ts';
import { formatCount, formatSeconds, formatUsd } from '../../state/format.ts';
import { now } from '../../state/now.ts';
import { usageStrings } from '../../strings/usage.ts';

interface CardProps {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  readonly format: (value: number) => string;
  readonly note?: string | undefined;
}

const DAY_MS = 86_400_000;
/** From here on the bar warns. */
const NEARLY = 0.8;
const LEAST = 0.012;

function LimitCard({ label, used, limit, format, note }: CardProps) {
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  // The least that can be seen.
  const shown = used > 0 ? Math.max(share, LEAST) : 0;
  return (
    <div class="limit" data-level={share >= 1 ? 'full' : share >= NEARLY ? 'nearly' : 'fine'}>
      <p class="limit-label">{label}</p>
      <p class="limit-figures figures">
        <strong>{format(used)}</strong> {usageStrings.of(format(limit))}
      </p>
      <div class="limit-bar" aria-hidden="true">
        <span style={{ width: `${shown * 100}%` }} />
      </div>
      <p class="limit-note">{note}</p>
    </div>
  );
}

export function LimitCards({ me }: { readonly me: Me }) {
  const { runningTasks, today, requests } = me;
  const anew = usageStrings.anew(formatSeconds(Math.ceil((DAY_MS - (now.value % DAY_MS)) / 60_000) * 60));
  const reserved = Math.max(0, today.usd.used - today.usd.spent);
  return (
    <div class="limits">
      <LimitCard label={usageStrings.running} {...runningTasks} format={formatCount} />
      <LimitCard label={usageStrings.tasksToday} {...today.tasks} format={formatCount} note={anew} />
      <LimitCard
        label={usageStrings.moneyToday}
        used={today.usd.used}
        limit={today.usd.limit}
        format={formatUsd}
        note={reserved > 0 ? usageStrings.reserved(formatUsd(reserved)) : anew}
      />
      <div class="limit">
        <p class="limit-label">{usageStrings.requests}</p>
        <p class="limit-figures figures">
          <strong>{formatCount(requests.perMinute)}</strong> {usageStrings.aMinute}
        </p>
        <p class="limit-note">{usageStrings.atOnce(formatCount(requests.atOnce))}</p>
      </div>
    </div>
  );
}
