/** Numbers as people read them: durations, bytes, money, counts, clock times. Pure; the time comes in. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const formatCount = (value: number): string => (value < 10_000 ? grouped.format(value) : compact.format(value));

/** `850 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatMs(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  return formatSeconds(ms / 1_000);
}

export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes > 0) return rest === 0 ? `${minutes} min` : `${minutes} min ${String(rest).padStart(2, '0')} s`;
  return `${rest} s`;
}

/** Time left as a clock, `29:05`, and never below zero; from an hour on in words, `23 h 59 min`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= 3_600) return formatSeconds(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value < 10 && value % 1 !== 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Cents matter up to a thousand dollars; below one cent the digits that say something are kept. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 1_000) return `$${grouped.format(usd)}`;
  return usd < 0.01 ? `$${usd.toPrecision(1)}` : `$${usd.toFixed(2)}`;
}

/** `sha256:` and 64 digits as the first twelve, enough to compare by eye. */
export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

/** `14:05` today, `Nov 3` before. */
export function formatWhen(iso: string, now: number): string {
  const then = new Date(iso);
  const sameDay = then.toDateString() === new Date(now).toDateString();
  return sameDay
    ? then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : then.toLocaleDateString('en', { month: 'short', day: 'numeric' });
}
