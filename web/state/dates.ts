/** Moments as the person wants to read them. The time of now comes in. */

import { type DateStyle, settings } from './settings.ts';

const DAY_MS = 86_400_000;

const localeOf = (style: Exclude<DateStyle, 'iso'>): string | undefined => (style === 'browser' ? undefined : style);

const two = (value: number): string => String(value).padStart(2, '0');

const isoDay = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const isoTime = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** The whole of it: for titles and details. */
export function formatMoment(iso: string, style: DateStyle = settings.value.dates): string {
  const at = new Date(iso);
  if (style === 'iso') return `${isoDay(at)} ${isoTime(at)}`;
  return at.toLocaleString(localeOf(style), { dateStyle: 'medium', timeStyle: 'short' });
}

export function formatTime(iso: string, style: DateStyle = settings.value.dates): string {
  const at = new Date(iso);
  if (style === 'iso') return isoTime(at);
  return at.toLocaleTimeString(localeOf(style), { timeStyle: 'short' });
}

export function formatDay(iso: string, style: DateStyle = settings.value.dates): string {
  const at = new Date(iso);
  if (style === 'iso') return isoDay(at);
  return at.toLocaleDateString(localeOf(style), { dateStyle: 'medium' });
}

/** Short, for lists: `14:05` today, `21 Nov` this year, the whole day before. */
export function formatShort(iso: string, now: number, style: DateStyle = settings.value.dates): string {
  const at = new Date(iso);
  const today = new Date(now);
  if (at.toDateString() === today.toDateString()) return formatTime(iso, style);
  if (style === 'iso' || at.getFullYear() !== today.getFullYear()) return formatDay(iso, style);
  return at.toLocaleDateString(localeOf(style), { month: 'short', day: 'numeric' });
}

/** `2026-11-21` of UTC as a short label of an axis. */
export function formatDayLabel(day: string, style: DateStyle = settings.value.dates): string {
  if (style === 'iso') return day.slice(5);
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(localeOf(style), {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

/** Whole days from now, at least 1; negative where it is over. */
export const daysUntil = (iso: string, now: number): number => Math.ceil((Date.parse(iso) - now) / DAY_MS);
