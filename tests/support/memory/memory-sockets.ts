/** API Gateway's sockets in memory: open ones take what is posted to them, cut ones swallow it until the gateway notices. Opens no port. */

import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { sending } from './sending.ts';

export interface Ends {
  readonly onMessage: (message: unknown) => void;
  readonly onClose: () => void;
}

export interface MemorySockets {
  /** For `openPush`. */
  readonly client: ApiGatewayManagementApiClient;
  readonly open: ReadonlySet<string>;
  connect(connectionId: string, ends: Ends): void;
  /** The line is dead: nothing arrives any more, and neither side knows. */
  cut(connectionId: string): void;
  /** Both sides learn that it is closed. */
  close(connectionId: string): void;
}

/** The SDK's client is slow to make, and nothing of it is used. */
const client = new ApiGatewayManagementApiClient({ region: 'nowhere', endpoint: 'http://nowhere' });

export function openMemorySockets(): MemorySockets {
  const ends = new Map<string, Ends>();
  const open = new Set<string>();
  const dead = new Set<string>();
  const close = (id: string): void => {
    const { onClose } = ends.get(id) ?? {};
    ends.delete(id);
    open.delete(id);
    onClose?.();
  };
  return {
    open,
    client: sending(client, async command => {
      if (command instanceof DeleteConnectionCommand) return close(command.input.ConnectionId ?? '');
      if (!(command instanceof PostToConnectionCommand)) throw new TypeError('No socket knows this command.');
      const id = command.input.ConnectionId ?? '';
      const end = ends.get(id);
      if (end === undefined) throw new GoneException({ message: 'Gone', $metadata: {} });
      const { Data } = command.input;
      if (!(Data instanceof Uint8Array)) throw new TypeError('The sockets in memory take bytes only.');
      if (!dead.has(id)) end.onMessage(JSON.parse(Buffer.from(Data).toString()));
      return {};
    }),
    connect(id, given) {
      ends.set(id, given);
      open.add(id);
    },
    cut: id => void dead.add(id),
    close,
  };
}
