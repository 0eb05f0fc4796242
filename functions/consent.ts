/** The routes of decisions as a Lambda: the security boundary, with a role and a log of its own. */

import { endpoint } from '../lib/api/endpoint.ts';
import { consentHandlers } from '../lib/api/handlers/consent.ts';
import { consentRoutes } from '../lib/api/routes/consent.ts';
import { connectConsent, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(consentRoutes, consentHandlers, connectConsent), connectTracing);
