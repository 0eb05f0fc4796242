/** The handlers of decisions on proposals: yes and no. */

import { keyIdOf } from '../../domain/caller.ts';
import { ErrandError, isErrandError } from '../../domain/errors.ts';
import type { TaskEvent } from '../../domain/events.ts';
import { taskIdOfApproval } from '../../domain/ids.ts';
import { withQueue } from '../../domain/queue-again.ts';
import { openProposal } from '../../domain/session.ts';
import type { Task } from '../../domain/task.ts';
import { openApproval } from '../../domain/task-waits.ts';
import { changeSession, changeTask } from '../../store/change.ts';
import { findIdempotent } from '../../store/idempotency.ts';
import { readSession } from '../../store/reads.ts';
import type { ConsentDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { decideInTime, findStartedTask, startTask, type Yes } from '../give-consent.ts';
import { noteKey } from '../note-key.ts';
import { refuseOver } from '../refuse-over.ts';
import type { consentRoutes } from '../routes/consent.ts';
import { budgetHandlers } from './asks.ts';

export const consentHandlers: Handlers<ConsentDeps, typeof consentRoutes> = {
  ...budgetHandlers,

  async 'POST /sessions/{sessionId}/tasks'(deps, { params, body, ownerId, caller, idempotency, remember }) {
    const yes: Yes = {
      ...body,
      narrowing: body.narrowing,
      sessionId: params.sessionId,
      ownerId,
      by: 'request',
      keyId: keyIdOf(caller),
    };
    try {
      const { task } = await decideInTime(deps, yes, () =>
        startTask(deps, yes, { remember: started => remember(201, { task: started.task }) }),
      );
      return { body: { task } };
    } catch (error) {
      if (!isErrandError(error, 'proposal.not-open')) throw error;
      // The same request with a key gets the answer that was kept.
      if (idempotency !== undefined && (await findIdempotent(deps.store, idempotency)).kind === 'done') throw error;
      const task = await findStartedTask(deps.store, yes);
      if (task === undefined) throw error;
      return { status: 200, body: { task } };
    }
  },

  async 'POST /approvals/{approvalId}'(deps, { params, body, ownerId, caller, remember }) {
    const { approvalId } = params;
    const by = noteKey(caller);
    const decide = (task: Task): TaskEvent => {
      const approval = openApproval(task, approvalId);
      refuseOver(task);
      if (deps.clock() >= Date.parse(approval.expiresAt))
        throw new ErrandError('approval.expired', `The approval expired at ${approval.expiresAt}.`);
      if (body.decision === 'deny') {
        const reason = body.reason === undefined ? {} : { reason: body.reason };
        return { type: 'approval.denied', data: { approvalId, ...reason, ...by } };
      }
      const { digest, reach } = body;
      if (digest !== approval.digest)
        throw new ErrandError(
          'approval.digest-mismatch',
          `The digest given is ${digest}; the approval's is ${approval.digest}.`,
        );
      return { type: 'approval.given', data: { approvalId, digest, reach, ...by } };
    };
    const alongside = ({ task }: { task: Task }) => remember(200, { task });
    try {
      const taskId = taskIdOfApproval(approvalId);
      const decided = (before: Task): readonly TaskEvent[] =>
        withQueue(before, [decide(before)], { reason: 'answered', now: deps.clock() });
      const { task } = await changeTask(deps.store, taskId, decided, { ownerId, alongside });
      return { body: { task } };
    } catch (error) {
      if (!isErrandError(error, 'task.not-found')) throw error;
      throw new ErrandError('approval.not-found', `There is no approval ${approvalId}.`, {}, error);
    }
  },

  async 'POST /sessions/{sessionId}/proposals/{proposalId}/decline'(deps, { params, body, ownerId, caller, remember }) {
    const { sessionId, proposalId } = params;
    const { reason } = body;
    const by = noteKey(caller);
    try {
      const decline = () =>
        changeSession(
          deps.store,
          { ownerId, sessionId },
          session => {
            openProposal(session, proposalId, deps.clock());
            const data = { proposalId, by: 'request' as const, ...(reason === undefined ? {} : { reason }), ...by };
            return [{ type: 'proposal.declined', data }];
          },
          ({ session }) => remember(200, { session }),
        );
      const { session } = await decideInTime(deps, { ownerId, sessionId, proposalId }, decline);
      return { body: { session } };
    } catch (error) {
      // A no said twice is one no.
      if (!isErrandError(error, 'proposal.not-open') || error.extra.status !== 'declined') throw error;
      return { body: { session: (await readSession(deps.store, ownerId, sessionId)).state } };
    }
  },
};
