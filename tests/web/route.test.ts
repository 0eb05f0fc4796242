/** The console's addresses: each means one place, and is written as it is read. */

import { expect, test } from 'vitest';
import { type Route, readRoute, writeRoute } from '../../web/routing/route.ts';

const routes: readonly (readonly [string, Route])[] = [
  ['#/', { page: 'conversation', sessionId: undefined }],
  ['#/ses_01J9ZK', { page: 'conversation', sessionId: 'ses_01J9ZK' }],
  ['#/tasks', { page: 'tasks', query: '' }],
  ['#/tasks?show=active&words=a+b', { page: 'tasks', query: 'show=active&words=a+b' }],
  ['#/tasks/tsk_01J9ZK', { page: 'task', taskId: 'tsk_01J9ZK' }],
  ['#/secrets', { page: 'secrets', query: '' }],
  ['#/keys', { page: 'keys', query: '' }],
  ['#/usage?days=30', { page: 'usage', query: 'days=30' }],
  ['#/settings', { page: 'settings', query: '' }],
];

test.each(routes)('%s is read, and written the same', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
  expect(writeRoute(route)).toBe(hash);
});

test('no address at all is the new conversation', () => {
  expect(readRoute('')).toEqual({ page: 'conversation', sessionId: undefined });
  expect(readRoute('#')).toEqual({ page: 'conversation', sessionId: undefined });
});

test.each([
  '#/nowhere',
  '#/tasks/ses_1',
  '#/tasks/tsk_1/more',
  '#/tsk_1',
  '#/ses_1/x',
  '#/ses_<b>',
  '#/constructor',
  '#/__proto__',
  '#main',
])('%s is unknown, and kept to be shown', hash => {
  expect(readRoute(hash)).toEqual({ page: 'unknown', address: hash });
});
