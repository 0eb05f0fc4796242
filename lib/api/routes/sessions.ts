/** The routes of the conversation. */

import * as z from 'zod';
import { Message } from '../../domain/message.ts';
import { Proposal } from '../../domain/proposal.ts';
import { MessageText } from '../message-text.ts';
import { SessionEventView, SessionView, TaskView } from '../response-schemas.ts';
import type { RouteTable } from '../route.ts';
import { EventsQuery, idempotencyErrors, PageQuery, pageOf, SessionPath } from './shared.ts';

export const sessionRoutes = {
  'POST /sessions': {
    function: 'sessions',
    summary: 'Start a conversation',
    auth: 'owner',
    scopes: ['sessions:write'],
    status: 201,
    idempotent: true,
    body: z.strictObject({ title: z.string().trim().max(120).default('') }).default({ title: '' }),
    response: z.object({ session: SessionView }),
    errors: idempotencyErrors,
  },
  'GET /sessions': {
    function: 'sessions',
    summary: 'List your conversations, the newest first',
    auth: 'owner',
    scopes: ['sessions:read'],
    status: 200,
    idempotent: false,
    query: PageQuery,
    response: pageOf(SessionView),
    errors: [],
  },
  'GET /sessions/{sessionId}': {
    function: 'sessions',
    summary: 'Read one conversation: its status and its open proposal',
    auth: 'owner',
    scopes: ['sessions:read'],
    status: 200,
    idempotent: false,
    params: SessionPath,
    response: z.object({
      session: SessionView,
      seq: z.int().meta({ description: 'The number of its newest event: follow on from here.' }),
    }),
    errors: ['session.not-found'],
  },
  'POST /sessions/{sessionId}/messages': {
    function: 'sessions',
    summary: 'Say something; the answer may carry a proposal. A plain yes or no decides the open proposal',
    auth: 'owner',
    scopes: ['sessions:write'],
    status: 201,
    idempotent: true,
    params: SessionPath,
    body: z.strictObject({ text: MessageText }),
    response: z.object({
      message: Message.meta({ description: 'What you said, as it was kept.' }),
      reply: Message.optional().meta({ description: 'The answer; absent where the message answered a waiting task.' }),
      proposal: Proposal.optional().meta({ description: 'Present where the answer proposes an errand.' }),
      task: TaskView.optional().meta({ description: 'Present where the message was a yes, or answered this task.' }),
      session: SessionView,
    }),
    errors: [
      ...idempotencyErrors,
      'session.not-found',
      'proposal.expired',
      'key.scope-missing',
      'quota.tasks-running',
      'quota.tasks-today',
      'quota.money-today',
      'model.unavailable',
      'model.key-refused',
      'model.request-refused',
      'model.malformed',
    ],
  },
  'GET /sessions/{sessionId}/messages': {
    function: 'sessions',
    summary: 'Read what was said, the oldest first',
    auth: 'owner',
    scopes: ['sessions:read'],
    status: 200,
    idempotent: false,
    params: SessionPath,
    response: z.object({ messages: z.array(Message) }),
    errors: ['session.not-found'],
  },
  'GET /sessions/{sessionId}/events': {
    function: 'sessions',
    summary: "Read, or wait for, the conversation's events after a number",
    auth: 'owner',
    scopes: ['sessions:read'],
    status: 200,
    idempotent: false,
    params: SessionPath,
    query: EventsQuery,
    response: z.object({ events: z.array(SessionEventView) }),
    errors: ['session.not-found'],
  },
} as const satisfies RouteTable;
