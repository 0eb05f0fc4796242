/** The WebSocket API as a Lambda: connect, messages, disconnect. */

import { connectSocket } from '../lib/connect.ts';
import { handleSocket, type SocketEvent } from '../lib/realtime/socket.ts';

export const handler = async (event: SocketEvent): Promise<{ statusCode: number }> =>
  handleSocket(await connectSocket(), event);
