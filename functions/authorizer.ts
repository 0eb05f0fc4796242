/** Who asks: the HTTP API's authorizer as a Lambda. */

import { makeAuthorizer } from '../lib/api/authorizer.ts';
import { connectAuthorizer } from '../lib/connect.ts';

export const handler = makeAuthorizer(connectAuthorizer);
