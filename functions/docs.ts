/** The routes that anyone may read as a Lambda: no table, no role. */

import { endpoint } from '../lib/api/endpoint.ts';
import { docsHandlers } from '../lib/api/handlers/docs.ts';
import { docsRoutes } from '../lib/api/routes/docs.ts';
import { connectDocs } from '../lib/connect.ts';

export const handler = endpoint(docsRoutes, docsHandlers, connectDocs);
