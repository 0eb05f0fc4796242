/** The routes that anyone may read as a Lambda: no table, no role. */

import { endpoint } from '../lib/api/endpoint.ts';
import { docsHandlers } from '../lib/api/handlers/docs.ts';
import { docsRoutes } from '../lib/api/routes/docs.ts';
import { connectDocs, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(docsRoutes, docsHandlers, connectDocs), connectTracing);
