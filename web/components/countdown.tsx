/** Time left until a moment, in figures that do not jump. */

import { formatCountdown } from '../state/format.ts';
import { now } from '../state/now.ts';

export function Countdown({ label, until }: { label: string; until: string }) {
  return (
    <span class="countdown">
      {label} <span class="figures">{formatCountdown(Date.parse(until) - now.value)}</span>
    </span>
  );
}
