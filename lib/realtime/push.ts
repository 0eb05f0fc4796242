/** Sends a message to one open socket through API Gateway's management API. Never retries and never reads the table. */

import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { ErrandError } from '../domain/errors.ts';
import type { ServerMessage } from './protocol.ts';

/** API Gateway takes 128 KB. An event is at most 24 KB, so this never bites unless an invariant broke. */
const MAX_MESSAGE_BYTES = 100 * 1_024;

export interface Push {
  /** `gone`: the socket is closed and will not come back under this id. Throws where it is not known. */
  send(connectionId: string, message: ServerMessage): Promise<'sent' | 'gone'>;
  close(connectionId: string): Promise<void>;
}

export function openPush(client: ApiGatewayManagementApiClient): Push {
  return {
    async send(connectionId, message) {
      const Data = Buffer.from(JSON.stringify(message));
      if (Data.length > MAX_MESSAGE_BYTES) {
        throw new ErrandError('event.too-large', `A ${message.type} message has ${Data.length} bytes.`);
      }
      return client
        .send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }))
        .then(() => 'sent' as const, asGone);
    },
    async close(connectionId) {
      await client
        .send(new DeleteConnectionCommand({ ConnectionId: connectionId }))
        .then(() => 'sent' as const, asGone);
    },
  };
}

function asGone(error: unknown): 'gone' {
  if (error instanceof GoneException) return 'gone';
  throw error;
}
