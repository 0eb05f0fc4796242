/** The routes that the console uses, as functions over the typed client. */

import { type Client, createClient } from '../../lib/api/client.ts';
import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Stored } from '../../lib/domain/events.ts';
import type { StreamId } from '../../lib/domain/ids.ts';
import type { Priority } from '../../lib/domain/priority.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { Narrowing } from '../../lib/domain/scope.ts';
import type { Session } from '../../lib/domain/session.ts';

export interface EventsQuery {
  readonly after: number;
  /** Seconds to hold the request open while there is nothing new. */
  readonly wait?: number;
  readonly signal?: AbortSignal;
}

export type SessionRow = Pick<Session, 'sessionId' | 'title' | 'status' | 'updatedAt'>;

export interface Yes {
  /** Undefined: to all that was proposed. */
  readonly narrowing: Narrowing | undefined;
  readonly priority: Priority;
}

export interface Api {
  listSessions(cursor?: string): Promise<{ items: readonly SessionRow[]; cursor?: string | undefined }>;
  /** Gives the new conversation's id. */
  createSession(): Promise<string>;
  sendMessage(sessionId: string, text: string): Promise<void>;
  consent(proposal: Proposal, yes: Yes): Promise<void>;
  decline(proposal: Proposal): Promise<void>;
  approve(approval: Approval, reach: Reach): Promise<void>;
  deny(approval: Approval, reason: string): Promise<void>;
  pauseTask(taskId: string): Promise<void>;
  resumeTask(taskId: string): Promise<void>;
  cancelTask(taskId: string): Promise<void>;
  readEvents(stream: StreamId, query: EventsQuery): Promise<readonly Stored[]>;
  /** A short-lived address of an artifact's bytes. */
  linkTo(artifactId: string): Promise<string>;
  makeTicket(): Promise<string>;
}

const PAGE = 50;

export function openApi(apiUrl: string, token: string): Api {
  const client = createClient({ baseUrl: apiUrl, token });
  return {
    listSessions: cursor =>
      client.call('GET /sessions', { query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } }),
    createSession: async () => (await client.call('POST /sessions', { body: {} })).session.sessionId,
    sendMessage: async (sessionId, text) => {
      await client.call('POST /sessions/{sessionId}/messages', { params: { sessionId }, body: { text } });
    },
    consent: async ({ sessionId, proposalId, digest }, { narrowing, priority }) => {
      const body = { proposalId, digest, priority, ...(narrowing === undefined ? {} : { narrowing }) };
      await client.call('POST /sessions/{sessionId}/tasks', { params: { sessionId }, body });
    },
    decline: async ({ sessionId, proposalId }) => {
      const params = { sessionId, proposalId };
      await client.call('POST /sessions/{sessionId}/proposals/{proposalId}/decline', { params, body: {} });
    },
    approve: async ({ approvalId, digest }, reach) => {
      const body = { decision: 'approve', digest, reach } as const;
      await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body });
    },
    deny: async ({ approvalId }, reason) => {
      const body = { decision: 'deny', ...(reason === '' ? {} : { reason }) } as const;
      await client.call('POST /approvals/{approvalId}', { params: { approvalId }, body });
    },
    pauseTask: async taskId => {
      await client.call('POST /tasks/{taskId}/pause', { params: { taskId }, body: {} });
    },
    resumeTask: async taskId => {
      await client.call('POST /tasks/{taskId}/resume', { params: { taskId }, body: {} });
    },
    cancelTask: async taskId => {
      await client.call('POST /tasks/{taskId}/cancel', { params: { taskId }, body: {} });
    },
    readEvents: (stream, query) => readEvents(client, stream, query),
    linkTo: async artifactId => (await client.call('GET /artifacts/{artifactId}', { params: { artifactId } })).url,
    makeTicket: async () => (await client.call('POST /tickets')).ticket,
  };
}

async function readEvents(client: Client, stream: StreamId, { after, wait, signal }: EventsQuery) {
  const [kind, id = ''] = stream.split('/');
  const options = { query: { after, ...(wait === undefined ? {} : { wait }) }, signal };
  const page =
    kind === 'task'
      ? await client.call('GET /tasks/{taskId}/events', { ...options, params: { taskId: id } })
      : await client.call('GET /sessions/{sessionId}/events', { ...options, params: { sessionId: id } });
  return page.events;
}
