/** The routes of running and finished tasks: watch, stop, read back. */

import * as z from 'zod';
import { Artifact } from '../../domain/artifact.ts';
import { idOf } from '../id-of.ts';
import { TaskEventView, TaskView } from '../response-schemas.ts';
import type { RouteSpec, RouteTable } from '../route.ts';
import { askRoutes } from './asks.ts';
import { controlRoutes } from './control.ts';
import { EventsQuery, idempotencyErrors, PageQuery, pageOf, TaskPath } from './shared.ts';

const Link = z.object({
  artifact: Artifact,
  url: z.string().meta({ description: 'Opens the bytes for whoever has it, until it expires. Do not log it.' }),
  expiresAt: z.string(),
});

/** What a person may ask of a task that has not ended. */
const control = {
  function: 'tasks',
  auth: 'owner',
  scopes: ['tasks:control'],
  status: 202,
  idempotent: true,
  params: TaskPath,
  response: z.object({ task: TaskView }),
  errors: [...idempotencyErrors, 'task.not-found', 'task.finished'],
} as const satisfies Partial<RouteSpec>;

export const taskRoutes = {
  ...askRoutes,
  ...controlRoutes,
  'GET /tasks': {
    function: 'tasks',
    summary: 'List your tasks, the newest first',
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    query: PageQuery,
    response: pageOf(TaskView),
    errors: [],
  },
  'GET /tasks/{taskId}': {
    function: 'tasks',
    summary: 'Read one task: status, spending, what it waits for, result',
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    params: TaskPath,
    response: z.object({
      task: TaskView,
      seq: z.int().meta({ description: 'The number of its newest event: follow on from here.' }),
    }),
    errors: ['task.not-found'],
  },
  'GET /tasks/{taskId}/events': {
    function: 'tasks',
    summary: "Read, or wait for, the task's events after a number. `task.finished` is always the last",
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    params: TaskPath,
    query: EventsQuery,
    response: z.object({ events: z.array(TaskEventView) }),
    errors: ['task.not-found'],
  },
  'GET /tasks/{taskId}/artifacts': {
    function: 'tasks',
    summary: 'List the files the task made, the oldest first',
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    params: TaskPath,
    response: z.object({ items: z.array(Artifact) }),
    errors: ['task.not-found'],
  },
  'GET /artifacts/{artifactId}': {
    function: 'tasks',
    summary: "Get a short-lived link to an artifact's bytes",
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    params: z.object({ artifactId: idOf('artifact') }),
    response: Link,
    errors: ['artifact.not-found'],
  },
  'POST /tasks/{taskId}/pause': {
    ...control,
    summary:
      'Let a task rest: its worker parks it at the end of its step, and the task is `paused` then. Kept for seven days',
    body: z.strictObject({}).default({}),
  },
  'POST /tasks/{taskId}/resume': {
    ...control,
    summary: 'Let a paused task go on, from its checkpoint',
    body: z.strictObject({}).default({}),
  },
  'POST /tasks/{taskId}/cancel': {
    ...control,
    summary: 'Stop a task: after the answer no new action starts',
    body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }).default({}),
  },
  'GET /tasks/{taskId}/trace': {
    function: 'tasks',
    summary: 'Get the trace: a link once the task has saved it, until then the events so far',
    auth: 'owner',
    scopes: ['tasks:read'],
    status: 200,
    idempotent: false,
    params: TaskPath,
    query: EventsQuery.pick({ after: true, limit: true }),
    response: z.discriminatedUnion('kind', [
      Link.extend({ kind: z.literal('link') }),
      z.object({ kind: z.literal('events'), task: TaskView, events: z.array(TaskEventView) }),
    ]),
    errors: ['task.not-found'],
  },
  'GET /tasks/{taskId}/audit': {
    function: 'tasks',
    summary:
      'Export the audit as JSON lines: consent, refusals, approvals, secrets, hosts, files, the end; each line has the hash of the one before',
    auth: 'owner',
    scopes: ['sessions:read', 'tasks:read'],
    status: 200,
    idempotent: false,
    params: TaskPath,
    response: z.string(),
    mediaType: 'application/jsonl',
    errors: ['task.not-found'],
  },
  'POST /tickets': {
    function: 'tasks',
    summary: 'Get a ticket for one socket connect within 60 s. Each call makes a new one',
    auth: 'owner',
    scopes: ['sessions:read', 'tasks:read'],
    status: 201,
    idempotent: false,
    response: z.object({ ticket: z.string(), expiresAt: z.string() }),
    errors: [],
  },
} as const satisfies RouteTable;
