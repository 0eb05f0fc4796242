/** The words of the console's frame: navigation, search, what every page needs. */

import type { PageName } from '../routing/route.ts';

export const pageWords: Readonly<Record<PageName, string>> = {
  tasks: 'Tasks',
  secrets: 'Secrets',
  keys: 'API keys',
  usage: 'Usage',
  settings: 'Settings',
};

export const shellStrings = {
  skip: 'Skip to the content',
  menu: 'Menu',
  closeMenu: 'Close the menu',
  mainNavigation: 'Main',
  searchConversations: 'Search conversations',
  noMatch: 'No conversation with these words.',
  noMatchLoaded: 'None of those that are loaded has these words.',
  searchOlder: 'Search older ones',
  searching: 'Searching',
  waiting: (count: number): string => (count === 1 ? '1 task waits for you' : `${count} tasks wait for you`),

  chunkFailed: 'This page could not be loaded.',
  chunkHint: 'The connection may be gone, or the console was updated while it was open.',
  notFound: 'There is nothing here',
  notFoundText: 'No page of the console has this address:',
  toStart: 'To a new conversation',
  toTasks: 'To your tasks',

  readAt: (time: string): string => `It could not be read again. This is how it was at ${time}.`,
  close: 'Close',
  keep: 'Keep it',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select it and copy by hand',
  never: 'never',
  busy: 'Sending',
} as const;
