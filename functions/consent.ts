/** The routes of decisions as a Lambda: the security boundary, with a role and a log of its own. */

import { endpoint } from '../lib/api/endpoint.ts';
import { consentHandlers } from '../lib/api/handlers/consent.ts';
import { consentRoutes } from '../lib/api/routes/consent.ts';
import { connectConsent } from '../lib/connect.ts';

export const handler = endpoint(consentRoutes, consentHandlers, connectConsent);
