/** The routes by which a person answers what a run waits for beside questions and approvals, and says something in its middle. */

import * as z from 'zod';
import { Instruction } from '../../domain/instruction.ts';
import { TaskView } from '../response-schemas.ts';
import type { RouteTable } from '../route.ts';
import { idempotencyErrors, TaskPath } from './shared.ts';

const response = z.object({ task: TaskView });
const errors = [...idempotencyErrors, 'task.not-found', 'task.finished', 'task.cancelled'] as const;

export const budgetRoutes = {
  'POST /tasks/{taskId}/budget': {
    function: 'consent',
    summary:
      'Decide where the budget of a task is used up: add exactly what it asks for, by the digest of that, or let it end',
    auth: 'owner',
    scopes: ['consent:give'],
    status: 202,
    idempotent: true,
    params: TaskPath,
    body: z.strictObject({
      digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be the digest that budgetAsk carries'),
      decision: z.enum(['extend', 'end']),
    }),
    response,
    errors: [...errors, 'budget.not-asked', 'budget.digest-mismatch', 'budget.ask-expired', 'quota.money-today'],
  },
} as const satisfies RouteTable;

export const askRoutes = {
  'POST /tasks/{taskId}/secret-needed': {
    function: 'tasks',
    summary: 'Let a task go on without the secret that it waits for. Storing one of that name lets it go on with it',
    auth: 'owner',
    scopes: ['tasks:control'],
    status: 202,
    idempotent: true,
    params: TaskPath,
    body: z.strictObject({ decision: z.literal('skip') }),
    response,
    errors: [...errors, 'secret.not-needed'],
  },
  'POST /tasks/{taskId}/instructions': {
    function: 'tasks',
    summary:
      'Say something to a task in its middle: the agent is told at its next step. It widens nothing that was agreed to',
    auth: 'owner',
    // The words of whoever may say yes: they are the owner's own to the agent, and to the rule on where data may go.
    scopes: ['consent:give'],
    status: 202,
    idempotent: true,
    params: TaskPath,
    body: z.strictObject({ text: Instruction }),
    response,
    errors: [...errors, 'instruction.too-many'],
  },
} as const satisfies RouteTable;
