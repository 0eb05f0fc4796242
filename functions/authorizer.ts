/** Who asks: the HTTP API's authorizer as a Lambda. */

import { makeAuthorizer } from '../lib/api/authorizer.ts';
import { connectAuthorizer, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(makeAuthorizer(connectAuthorizer), connectTracing);
