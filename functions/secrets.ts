/** The secrets' routes as a Lambda: its role may wrap data keys and not unwrap them. */

import { endpoint } from '../lib/api/endpoint.ts';
import { secretHandlers } from '../lib/api/handlers/secrets.ts';
import { secretRoutes } from '../lib/api/routes/secrets.ts';
import { connectSecrets, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(secretRoutes, secretHandlers, connectSecrets), connectTracing);
