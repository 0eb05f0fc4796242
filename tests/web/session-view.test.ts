/** The conversation in the console is what the session's events say, in their order. */

import { expect, test } from 'vitest';
import type { Consent } from '../../lib/domain/consent.ts';
import type { SessionEvent, Stored } from '../../lib/domain/events.ts';
import type { Message } from '../../lib/domain/message.ts';
import { makeProposal, type Proposal } from '../../lib/domain/proposal.ts';
import { foldSession } from '../../web/state/session-view.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const scope: Proposal['scope'] = {
  sites: ['example.com'],
  verbs: ['read'],
  budget: { steps: 5, seconds: 60, tokens: 10_000, usd: 1, bytes: 1_000_000 },
};
const proposal = makeProposal(
  {
    title: 'Read',
    instruction: 'Read the page.',
    startUrl: 'https://example.com/',
    plan: ['Open it'],
    scope,
    estimate: { steps: 1, seconds: 5, usd: 0 },
    model: 'offline',
    expiresAt: '2026-01-01T00:30:00.000Z',
  },
  { proposalId: 'prp_1', sessionId: 'ses_1', now: START },
);
const consent: Consent = {
  consentId: 'cns_1',
  ownerId: 'owner',
  sessionId: 'ses_1',
  proposalId: 'prp_1',
  taskId: 'tsk_1',
  digest: proposal.digest,
  scope,
  by: 'request',
  vision: 'auto',
  givenAt: '2026-01-01T00:01:00.000Z',
  expiresAt: '2026-01-02T00:01:00.000Z',
};

const said = (messageId: string, role: Message['role'], origin: Message['origin'], taskId?: string): SessionEvent => ({
  type: 'message.added',
  data: {
    message: { messageId, role, origin, text: messageId, at: '2026-01-01T00:00:00.000Z', ...(taskId && { taskId }) },
  },
});

const fold = (...events: SessionEvent[]) =>
  foldSession(
    events.map(
      (event, index): Stored<SessionEvent> => ({
        ...event,
        v: 1,
        stream: 'session/ses_1',
        seq: index + 1,
        at: new Date(START + index).toISOString(),
        ownerId: 'owner',
      }),
    ),
  );

const created: SessionEvent = { type: 'session.created', data: { title: '' } };
const made: SessionEvent = { type: 'proposal.made', data: { proposal } };

test('a conversation takes its title from the first thing the person says', () => {
  expect(fold(created, said('hello', 'user', 'person'), said('more', 'user', 'person')).title).toBe('hello');
});

test('a proposal is open until it is decided, and stays where it was made', () => {
  const asked = fold(created, said('m1', 'user', 'person'), made);
  expect(asked.status).toBe('awaiting_confirmation');
  expect(asked.entries.at(-1)).toMatchObject({ kind: 'proposal', status: 'open' });
  const declined = fold(created, made, { type: 'proposal.declined', data: { proposalId: 'prp_1', by: 'request' } });
  expect(declined.status).toBe('idle');
  expect(declined.entries).toMatchObject([{ kind: 'proposal', status: 'declined' }]);
});

test('a yes puts the run below its proposal, and the report below what was said meanwhile', () => {
  const view = fold(
    created,
    made,
    { type: 'consent.given', data: { consent } },
    said('m2', 'user', 'person'),
    said('m3', 'assistant', 'task', 'tsk_1'),
    { type: 'task.reported', data: { taskId: 'tsk_1', status: 'completed' } },
  );
  expect(view.entries.map(entry => entry.kind)).toEqual(['proposal', 'task', 'message', 'report']);
  expect(view).toMatchObject({ status: 'task_completed', taskIds: ['tsk_1'] });
  expect(view.entries[1]).toMatchObject({ proposal: { title: 'Read' }, consent: { taskId: 'tsk_1' } });
});

test('only a message that a task wrote is a report', () => {
  const view = fold(created, said('m1', 'user', 'person', 'tsk_1'), said('m2', 'assistant', 'chat', 'tsk_1'));
  expect(view.entries.map(entry => entry.kind)).toEqual(['message', 'message']);
});

test('is called by its first words until there is a proposal, then by the first one, and as it was named where it was', () => {
  const created = (title: string): SessionEvent => ({ type: 'session.created', data: { title } });
  const offered: SessionEvent = { type: 'proposal.made', data: { proposal } };
  expect(fold(created(''), said('hello', 'user', 'person')).title).toBe('hello');
  expect(fold(created(''), said('hello', 'user', 'person'), offered).title).toBe('Read');
  expect(fold(created('Mine'), said('hello', 'user', 'person'), offered).title).toBe('Mine');
});
