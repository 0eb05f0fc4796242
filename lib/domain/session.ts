/** The conversation as a state machine: what its events make of it. Decides nothing by a clock of its own. */

import { cutText } from './cut-text.ts';
import { ErrandError } from './errors.ts';
import type { SessionEvent } from './events.ts';
import { isExpired, type Proposal, type ProposalStatus } from './proposal.ts';

export type SessionStatus = 'idle' | 'awaiting_confirmation' | 'task_running' | 'task_completed';

export interface Session {
  readonly sessionId: string;
  readonly ownerId: string;
  readonly title: string;
  /** The title is the person's first words, until a proposal has a better one. */
  readonly isTitleSaid?: boolean | undefined;
  readonly status: SessionStatus;
  /** The open proposal, whole, so that a consent needs one read. */
  readonly proposal: Proposal | undefined;
  /** The task that runs or ran last. */
  readonly taskId: string | undefined;
  /** What became of earlier proposals, the newest last, at most 50. */
  readonly decided: readonly { readonly proposalId: string; readonly status: ProposalStatus }[];
  readonly messages: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function createSession(at: { sessionId: string; ownerId: string; title: string; now: number }): Session {
  const now = new Date(at.now).toISOString();
  return {
    sessionId: at.sessionId,
    ownerId: at.ownerId,
    title: at.title,
    status: 'idle',
    proposal: undefined,
    taskId: undefined,
    decided: [],
    messages: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/** What one event makes of a session. Total: an event that does not fit leaves the session as it is. */
export function evolveSession(session: Session, event: SessionEvent, now: number): Session {
  const next = { ...session, updatedAt: new Date(now).toISOString() };
  switch (event.type) {
    case 'session.created':
      return { ...next, title: event.data.title };
    case 'message.added': {
      const { role, text } = event.data.message;
      const titled = session.title === '' && role === 'user' ? { title: titleOf(text), isTitleSaid: true } : {};
      return { ...next, ...titled, messages: session.messages + 1 };
    }
    case 'model.replied':
      return next;
    case 'proposal.made':
      return { ...retitle(next, event.data.proposal), status: 'awaiting_confirmation', proposal: event.data.proposal };
    case 'proposal.declined':
      return close(next, event.data.proposalId, 'declined');
    case 'proposal.superseded':
      return close(next, event.data.proposalId, 'superseded');
    case 'proposal.expired':
      return close(next, event.data.proposalId, 'expired');
    case 'consent.given':
      return {
        ...close(next, event.data.consent.proposalId, 'consented'),
        status: 'task_running',
        taskId: event.data.consent.taskId,
      };
    case 'task.reported':
      return session.taskId === event.data.taskId && session.status === 'task_running'
        ? { ...next, status: 'task_completed' }
        : next;
    default:
      return event satisfies never;
  }
}

/** The open proposal with this id. Throws `proposal.not-found`, `proposal.not-open` or `proposal.expired`. */
export function openProposal(session: Session, proposalId: string, now: number): Proposal {
  const { proposal } = session;
  if (proposal?.proposalId === proposalId) {
    if (isExpired(proposal, now))
      throw new ErrandError('proposal.expired', `The proposal expired at ${proposal.expiresAt}.`);
    return proposal;
  }
  const past = session.decided.find(decided => decided.proposalId === proposalId);
  if (past !== undefined)
    throw new ErrandError('proposal.not-open', `Proposal ${proposalId} is ${past.status}.`, { status: past.status });
  throw new ErrandError('proposal.not-found', `Session ${session.sessionId} has no proposal ${proposalId}.`);
}

function close(session: Session, proposalId: string, status: ProposalStatus): Session {
  if (session.proposal?.proposalId !== proposalId) return session;
  return {
    ...session,
    status: 'idle',
    proposal: undefined,
    decided: [...session.decided, { proposalId, status }].slice(-50),
  };
}

/** Whoever looks for a conversation later looks for its errand, not for "Go to https://…". */
function retitle({ isTitleSaid, ...session }: Session, { title }: Proposal): Session {
  return isTitleSaid === true ? { ...session, title: titleOf(title) } : session;
}

const titleOf = (text: string): string => (text.length > 60 ? `${cutText(text, 59).trimEnd()}…` : text);
