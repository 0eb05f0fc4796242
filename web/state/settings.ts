/** What the person set for this browser, kept in its own storage. What a proposal's card begins with is sent only by a yes on that card. */

import { effect, type Signal, signal } from '@preact/signals';
import type { Priority } from '../../lib/domain/priority.ts';
import { type Bounds, fittingBounds } from './bounds.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `browser`: in the browser's own language; `iso`: 2026-11-21 14:05. */
export const dateStyles = ['browser', 'en-GB', 'en-US', 'iso'] as const;
export type DateStyle = (typeof dateStyles)[number];

/** As in lib/domain/priority.ts, the most urgent first; a test holds them to it. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Priority[];

export interface Settings {
  readonly theme: Theme;
  readonly dates: DateStyle;
  /** Tell outside the page when a task needs the person and the page is hidden. */
  readonly notify: boolean;
  /** What the card of a new proposal begins with. Bounds only lower what is proposed. */
  readonly budget: Bounds;
  readonly priority: Priority;
}

export const defaultSettings: Settings = {
  theme: 'system',
  dates: 'browser',
  notify: false,
  budget: {},
  priority: 'normal',
};

const KEY = 'errand.settings';

/** Whatever is stored, by whichever version: what does not fit is as if it were not there. */
export function readSettings(stored: string | null): Settings {
  const parsed = parse(stored);
  const { theme, dates, notify, priority } = defaultSettings;
  return {
    theme: themes.find(one => one === parsed.theme) ?? theme,
    dates: dateStyles.find(one => one === parsed.dates) ?? dates,
    notify: typeof parsed.notify === 'boolean' ? parsed.notify : notify,
    budget: fittingBounds(parsed.budget),
    priority: priorities.find(one => one === parsed.priority) ?? priority,
  };
}

function parse(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** A browser may refuse storage altogether; then the settings last as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {}
}

export const settings: Signal<Settings> = signal(readSettings(stored()));

export function changeSettings(change: Partial<Settings>): void {
  settings.value = { ...settings.value, ...change };
  store(settings.value);
}

/** The colours follow at once, here and in other tabs. */
export function applySettings(): void {
  effect(() => {
    const { theme } = settings.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  });
  addEventListener('storage', event => {
    if (event.key === KEY) settings.value = readSettings(event.newValue);
  });
}
