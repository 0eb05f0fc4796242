/** What a session's events make of the conversation, in the order a person reads it. A pure fold; asks no clock. */

import type { Consent } from '../../lib/domain/consent.ts';
import type { SessionEvent, Stored } from '../../lib/domain/events.ts';
import type { Message } from '../../lib/domain/message.ts';
import type { Proposal, ProposalStatus } from '../../lib/domain/proposal.ts';
import type { SessionStatus } from '../../lib/domain/session.ts';

export type Entry =
  | { readonly kind: 'message'; readonly key: string; readonly message: Message }
  | {
      readonly kind: 'proposal';
      readonly key: string;
      readonly proposal: Proposal;
      readonly status: ProposalStatus;
    }
  | { readonly kind: 'task'; readonly key: string; readonly consent: Consent; readonly proposal: Proposal | undefined }
  | { readonly kind: 'report'; readonly key: string; readonly taskId: string; readonly message: Message };

export interface SessionView {
  readonly title: string;
  /** The title is the person's first words, until a proposal has a better one. */
  readonly isTitleSaid: boolean;
  readonly status: SessionStatus;
  readonly entries: readonly Entry[];
  /** The tasks of this session, the newest last. */
  readonly taskIds: readonly string[];
}

const emptySession: SessionView = { title: '', isTitleSaid: false, status: 'idle', entries: [], taskIds: [] };

export function foldSession(events: readonly Stored<SessionEvent>[]): SessionView {
  return events.reduce(applySessionEvent, emptySession);
}

function applySessionEvent(view: SessionView, event: SessionEvent): SessionView {
  switch (event.type) {
    case 'session.created':
      return { ...view, title: event.data.title };
    case 'message.added':
      return addMessage(view, event.data.message);
    case 'model.replied':
      return view;
    case 'proposal.made': {
      const { proposal } = event.data;
      const entry: Entry = { kind: 'proposal', key: proposal.proposalId, proposal, status: 'open' };
      const title = view.isTitleSaid ? proposal.title : view.title;
      const entries = [...view.entries, entry];
      return { ...view, title, isTitleSaid: false, status: 'awaiting_confirmation', entries };
    }
    case 'proposal.declined':
      return decide(view, event.data.proposalId, 'declined');
    case 'proposal.superseded':
      return decide(view, event.data.proposalId, 'superseded');
    case 'proposal.expired':
      return decide(view, event.data.proposalId, 'expired');
    case 'consent.given':
      return addTask(view, event.data.consent);
    case 'task.reported':
      return view.taskIds.at(-1) === event.data.taskId ? { ...view, status: 'task_completed' } : view;
    default:
      // A newer server may tell of things this console does not know yet.
      event satisfies never;
      return view;
  }
}

function addMessage(view: SessionView, message: Message): SessionView {
  const { messageId: key, taskId } = message;
  // What introduces a proposal in words says no more than its card.
  if (message.proposalId !== undefined && message.role === 'assistant') return view;
  const entry: Entry =
    message.origin === 'task' && taskId !== undefined
      ? { kind: 'report', key, taskId, message }
      : { kind: 'message', key, message };
  const titled = view.title === '' && message.role === 'user' ? { title: message.text, isTitleSaid: true } : {};
  return { ...view, ...titled, entries: [...view.entries, entry] };
}

function decide(view: SessionView, proposalId: string, status: ProposalStatus): SessionView {
  const entries = view.entries.map(entry =>
    entry.kind === 'proposal' && entry.proposal.proposalId === proposalId ? { ...entry, status } : entry,
  );
  return { ...view, status: view.status === 'awaiting_confirmation' ? 'idle' : view.status, entries };
}

function addTask(view: SessionView, consent: Consent): SessionView {
  const decided = decide(view, consent.proposalId, 'consented');
  const offered = decided.entries.find(
    entry => entry.kind === 'proposal' && entry.proposal.proposalId === consent.proposalId,
  );
  const proposal = offered?.kind === 'proposal' ? offered.proposal : undefined;
  return {
    ...decided,
    status: 'task_running',
    taskIds: [...view.taskIds, consent.taskId],
    entries: [...decided.entries, { kind: 'task', key: consent.taskId, consent, proposal }],
  };
}
