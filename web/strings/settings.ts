/** The words of the settings' page. */

import type { Connection } from '../data/live.ts';
import type { DateStyle, Theme } from '../state/settings.ts';

export const themeWords: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const dateWords: Readonly<Record<DateStyle, string>> = {
  browser: "In the browser's language",
  'en-GB': 'English, day first',
  'en-US': 'English, month first',
  iso: 'Year first (ISO 8601)',
};

export const connectionWords: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting',
  live: 'Live, by WebSocket',
  polling: 'Asking again and again: the WebSocket is down',
  offline: 'No connection',
};

export const settingsStrings = {
  title: 'Settings',
  lead: 'Kept in this browser only.',
  appearance: 'Appearance',
  theme: 'Colours',
  dates: 'Dates',
  datesHint: (example: string): string => `Such as ${example}`,
  proposals: 'New proposals',
  proposalsLead:
    'What the card of a proposal begins with, in this browser. You see it there and can change it before you say yes.',
  bounds: 'At most',
  boundsHint:
    'Lowers what is proposed, and never raises it; an empty field leaves it as proposed. It holds for the button on the card: a yes that you type is a yes to all that was proposed.',
  priority: 'How soon',
  priorityHint: 'Where other tasks wait too. Every task is begun in the end.',
  notifications: 'Notifications',
  notify: 'Tell me when a task waits for me',
  notifyHint:
    'While this page is open and out of sight: for an approval, a question, or anything else that only you can decide.',
  notifyDenied: 'The browser forbids this page to notify you. You can allow it in the settings of this site.',
  notifyNone: 'This browser has no notifications.',
  connection: 'Connection',
  state: 'State',
  api: 'API',
  socket: 'WebSocket',
  model: 'Model',
  owner: 'You are',
  unknown: 'not known yet',
  about: 'About',
  version: 'Version',
  docs: 'API reference',
  openapi: 'OpenAPI description',
  newTab: '(opens in a new tab)',
  signOut: 'Sign out',
  reset: 'Forget these settings',
  resetDone: 'The settings are as they were at first.',
} as const;
