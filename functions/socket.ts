/** The WebSocket API as a Lambda: connect, messages, disconnect. */

import { connectSocket, connectTracing } from '../lib/connect.ts';
import { handleSocket, type SocketEvent } from '../lib/realtime/socket.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(
  async (event: SocketEvent): Promise<{ statusCode: number }> => handleSocket(await connectSocket(), event),
  connectTracing,
);
