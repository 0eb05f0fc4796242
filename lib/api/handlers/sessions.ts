/** The handlers of the conversation. */

import { sessionStream } from '../../domain/ids.ts';
import { createSession } from '../../domain/session.ts';
import { createSessionStream } from '../../store/change.ts';
import { listSessions } from '../../store/lists.ts';
import { readMessages, readSession } from '../../store/reads.ts';
import type { SessionDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { postMessage } from '../post-message.ts';
import type { sessionRoutes } from '../routes/sessions.ts';
import { waitForEvents } from '../wait-for-events.ts';

export const sessionHandlers: Handlers<SessionDeps, typeof sessionRoutes> = {
  async 'POST /sessions'({ store, ids, clock }, { body: { title }, ownerId, remember }) {
    const fresh = createSession({ sessionId: ids('session'), ownerId, title, now: clock() });
    const { session } = await createSessionStream(store, fresh, [{ type: 'session.created', data: { title } }], made =>
      remember(201, { session: made.session }),
    );
    return { body: { session } };
  },

  async 'GET /sessions'({ store }, { query, ownerId }) {
    return { body: await listSessions(store, ownerId, query) };
  },

  async 'GET /sessions/{sessionId}'({ store }, { params, ownerId }) {
    const { state: session, seq } = await readSession(store, ownerId, params.sessionId);
    return { body: { session, seq } };
  },

  'POST /sessions/{sessionId}/messages': postMessage,

  async 'GET /sessions/{sessionId}/messages'({ store }, { params, ownerId }) {
    await readSession(store, ownerId, params.sessionId);
    return { body: { messages: await readMessages(store, params.sessionId) } };
  },

  async 'GET /sessions/{sessionId}/events'(deps, { params, query, ownerId }) {
    await readSession(deps.store, ownerId, params.sessionId);
    return { body: { events: await waitForEvents(deps, sessionStream(params.sessionId), query) } };
  },
};
