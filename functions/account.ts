/** The routes of an owner's access as a Lambda: the only one that writes keys, with a role and a log of its own. */

import { endpoint } from '../lib/api/endpoint.ts';
import { accountHandlers } from '../lib/api/handlers/account.ts';
import { accountRoutes } from '../lib/api/routes/account.ts';
import { connectAccount, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(accountRoutes, accountHandlers, connectAccount), connectTracing);
