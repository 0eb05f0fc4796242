/** EventBridge's door as a Lambda: other services may request an errand; the person still has to say yes. */

import { type EventBridgeEvent, requestErrand } from '../lib/api/request-errand.ts';
import { connectSessions } from '../lib/connect.ts';

export const handler = async (event: EventBridgeEvent) => requestErrand(await connectSessions(), event);
