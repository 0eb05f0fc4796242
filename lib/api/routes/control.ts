/** The routes by which a person takes a run over with their own hands, and gives it back. */

import * as z from 'zod';
import { MAX_INPUTS, PersonInput } from '../../domain/person-input.ts';
import { TaskView } from '../response-schemas.ts';
import type { RouteSpec, RouteTable } from '../route.ts';
import { idempotencyErrors, TaskPath } from './shared.ts';

/** Acting by hand is consenting to what one does: no key may that could not say yes to it. */
const byHand = {
  function: 'tasks',
  auth: 'owner',
  scopes: ['consent:give'],
  status: 202,
  idempotent: true,
  params: TaskPath,
} as const satisfies Partial<RouteSpec>;

const errors = [...idempotencyErrors, 'task.not-found', 'task.finished'] as const;

export const controlRoutes = {
  'POST /tasks/{taskId}/control': {
    ...byHand,
    summary:
      'Take a run over: its worker ends its step, or takes it up, and hands over (`control.taken`). What it asked lapses',
    body: z.strictObject({}).default({}),
    response: z.object({ task: TaskView }),
    errors,
  },
  'POST /tasks/{taskId}/control/return': {
    ...byHand,
    summary: 'Give a run back: it goes on from the page as it is now. Five minutes without an input do the same',
    body: z
      .strictObject({
        note: z.string().trim().min(1).max(500).optional().meta({ description: 'The agent is told.' }),
      })
      .default({}),
    response: z.object({ task: TaskView }),
    errors: [...errors, 'control.not-taken'],
  },
  'POST /tasks/{taskId}/inputs': {
    ...byHand,
    summary: 'Move the mouse and press the keys of a run that was taken over. In order, each once',
    body: z.strictObject({ inputs: z.array(PersonInput).min(1).max(MAX_INPUTS) }),
    response: z.object({ accepted: z.int() }),
    errors: [...errors, 'control.not-taken', 'scope.site-outside'],
  },
} as const satisfies RouteTable;
