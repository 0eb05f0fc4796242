/** The day as models are told it, for "next Friday": they know no calendar. */

const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** `2026-11-22 (Sunday)`, in UTC. */
export const dayOf = (now: number): string => `${new Date(now).toISOString().slice(0, 10)} (${weekday.format(now)})`;
