/** The handlers of decisions on proposals: yes and no. */

import { isErrandError } from '../../domain/errors.ts';
import { openProposal } from '../../domain/session.ts';
import { changeSession } from '../../store/change.ts';
import { readSession } from '../../store/reads.ts';
import type { ConsentDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { decideInTime, findStartedTask, startTask, type Yes } from '../give-consent.ts';
import type { consentRoutes } from '../routes/consent.ts';

export const consentHandlers: Handlers<ConsentDeps, typeof consentRoutes> = {
  async 'POST /sessions/{sessionId}/tasks'(deps, { params, body, ownerId, remember }) {
    const yes: Yes = { ...body, narrowing: body.narrowing, sessionId: params.sessionId, ownerId, by: 'request' };
    try {
      const { task } = await decideInTime(deps, yes, () =>
        startTask(deps, yes, { remember: started => remember(201, { task: started.task }) }),
      );
      return { body: { task } };
    } catch (error) {
      if (!isErrandError(error, 'proposal.not-open')) throw error;
      const task = await findStartedTask(deps.store, yes);
      if (task === undefined) throw error;
      return { status: 200, body: { task } };
    }
  },

  async 'POST /sessions/{sessionId}/proposals/{proposalId}/decline'(deps, { params, body, ownerId, remember }) {
    const { sessionId, proposalId } = params;
    const { reason } = body;
    try {
      const decline = () =>
        changeSession(
          deps.store,
          { ownerId, sessionId },
          session => {
            openProposal(session, proposalId, deps.clock());
            const data = { proposalId, by: 'request' as const, ...(reason === undefined ? {} : { reason }) };
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
