/** What a written event says in figures. Pure: the same event always measures the same, and it is measured where it was written, once. */

import type { ErrorCode } from '../domain/errors.ts';
import type { AnyEvent } from '../domain/events.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import type { Measure } from './metric-table.ts';

/** Events, and the state after them. */
export interface Written {
  readonly state: Session | Task;
  readonly events: readonly AnyEvent[];
}

export const measuresOf = ({ state, events }: Written): readonly Measure[] =>
  events.flatMap(event => measureOf(event, state) ?? []);

const isTask = (state: Session | Task): state is Task => 'taskId' in state && 'consent' in state;

function measureOf(event: AnyEvent, state: Session | Task): Measure | readonly Measure[] | undefined {
  switch (event.type) {
    case 'task.finished': {
      const { status, code } = event.data.result;
      const ended = isTask(state) ? [{ figures: endOf(state), by: { Status: status } }] : [];
      return code !== undefined && isOfBrowser(code) ? [...ended, broken(code)] : ended;
    }
    case 'task.queued': {
      const { reason, cause } = event.data;
      if (reason !== 'retried' || cause === undefined) return undefined;
      const retried = { figures: { TaskRetries: 1 }, by: { Code: cause.code } };
      return isOfBrowser(cause.code) ? [retried, broken(cause.code)] : retried;
    }
    case 'action.finished': {
      const { outcome } = event.data;
      return outcome.ok ? undefined : { figures: { ActionsFailed: 1 }, by: { Code: outcome.code } };
    }
    case 'control.taken':
      return { figures: { TakeOvers: 1 } };
    case 'approval.given':
      return waited('ApprovalWait', event.data.approvalId, state, 'approved');
    case 'approval.denied':
      return waited('ApprovalWait', event.data.approvalId, state, 'denied');
    case 'question.answered':
      return waited('QuestionWait', event.data.questionId, state);
    case 'model.replied': {
      const { purpose, usage } = event.data;
      const figures = { ChatTokens: usage.inputTokens + usage.outputTokens, ChatUsd: usage.usd };
      return { figures, by: { Purpose: purpose } };
    }
    default:
      return undefined;
  }
}

/** The run cannot go on without it; what one action could not do is told to the model instead. */
const isOfBrowser = (code: ErrorCode): boolean => code.startsWith('browser.') || code === 'page.crashed';

const broken = (code: ErrorCode): Measure => ({ figures: { BrowserErrors: 1 }, by: { Code: code } });

function endOf({ createdAt, updatedAt, steps, spent }: Task): Measure['figures'] {
  const ms = Date.parse(updatedAt) - Date.parse(createdAt);
  return { TasksEnded: 1, TaskDuration: ms, TaskSteps: steps, TaskTokens: spent.tokens, TaskUsd: spent.usd };
}

/** The id of what was asked says when: its last part is a ULID. */
function waited(
  name: 'ApprovalWait' | 'QuestionWait',
  id: string,
  state: Session | Task,
  decision?: 'approved' | 'denied',
): Measure | undefined {
  const ms = Date.parse(state.updatedAt) - timeOf(id.slice(id.lastIndexOf('_') + 1));
  // An id that was not made by a clock, as in tests, tells nothing.
  if (!(ms >= 0 && ms <= MAX_WAIT_MS)) return undefined;
  return { figures: { [name]: ms }, ...(decision === undefined ? {} : { by: { Decision: decision } }) };
}

/** Questions and approvals expire before. */
const MAX_WAIT_MS = 8 * 86_400_000;
const ULID_TIME_CHARS = 10;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Milliseconds since the epoch. */
const timeOf = (ulid: string): number =>
  [...ulid.slice(0, ULID_TIME_CHARS)].reduce((time, char) => time * CROCKFORD.length + CROCKFORD.indexOf(char), 0);
