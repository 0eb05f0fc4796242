/** EventBridge's door as a Lambda: other services may request an errand; the person still has to say yes. */

import { type EventBridgeEvent, requestErrand } from '../lib/api/request-errand.ts';
import { connectSessions, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(
  async (event: EventBridgeEvent) => requestErrand(await connectSessions(), event),
  connectTracing,
);
