/** The list of conversations read again: older pages stay, and what is newer comes over what was known. */

import { expect, test } from 'vitest';
import type { SessionRow } from '../../web/data/api.ts';
import { listSessions } from '../../web/state/list-sessions.ts';

const row = (sessionId: string, title = sessionId): SessionRow => ({
  sessionId,
  title,
  status: 'idle',
  updatedAt: '2026-11-21T10:00:00Z',
});

test('the newest page comes over what is known, and how far back one has gone stays', async () => {
  let newest = [row('d'), row('c')];
  const list = listSessions({
    listSessions: async cursor =>
      cursor === undefined ? { items: newest, cursor: 'c' } : { items: [row('b'), row('a')] },
  });
  await list.loadSessions();
  expect(list.olderSessions.value).toBe('c');
  await list.loadSessions('older');
  expect(list.olderSessions.value).toBeUndefined();
  newest = [row('e'), row('d', 'renamed')];
  await list.loadSessions();
  expect(list.sessions.value?.map(one => one.title)).toEqual(['e', 'renamed', 'c', 'b', 'a']);
  expect(list.olderSessions.value).toBeUndefined();
});
