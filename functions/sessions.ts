/** The conversation's routes as a Lambda. */

import { endpoint } from '../lib/api/endpoint.ts';
import { sessionHandlers } from '../lib/api/handlers/sessions.ts';
import { sessionRoutes } from '../lib/api/routes/sessions.ts';
import { connectSessions, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(sessionRoutes, sessionHandlers, connectSessions), connectTracing);
