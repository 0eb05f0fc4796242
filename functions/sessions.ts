/** The conversation's routes as a Lambda. */

import { endpoint } from '../lib/api/endpoint.ts';
import { sessionHandlers } from '../lib/api/handlers/sessions.ts';
import { sessionRoutes } from '../lib/api/routes/sessions.ts';
import { connectSessions } from '../lib/connect.ts';

export const handler = endpoint(sessionRoutes, sessionHandlers, connectSessions);
