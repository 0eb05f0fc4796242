/** A console that follows the errand: ticket, socket, subscriptions, pictures; and the relay that brings it each event. Counts by the counter. */

import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { localLimits } from '../../../lib/domain/quota.ts';
import type { Push } from '../../../lib/realtime/push.ts';
import { relay } from '../../../lib/realtime/relay.ts';
import { handleSocket, type SocketDeps } from '../../../lib/realtime/socket.ts';
import type { TestApi } from '../../../tests/support/api.ts';
import type { CallCounter, NewEvent } from './count-calls.ts';
import type { AskedErrand } from './measure-errand.ts';

export interface Watcher {
  open(asked: AskedErrand): Promise<void>;
  /** The page of the errand too, for a minute. */
  watchLive(): Promise<void>;
  endLive(): Promise<void>;
  /** What the stream brings until now, one event a batch, and one look at the newest picture. */
  follow(): Promise<{ readonly pushed: number; readonly queued: number }>;
}

const CONNECTION = 'measured-connection';

export function watchErrand(api: TestApi, counter: CallCounter): Watcher {
  let pushed = 0;
  let queued = 0;
  const push: Push = {
    send: async () => {
      pushed += 1;
      return 'sent';
    },
    close: async () => {},
  };
  const deps: SocketDeps = { store: api.store, push, limits: localLimits };
  const heard = (body: unknown) =>
    handleSocket(deps, {
      requestContext: { eventType: 'MESSAGE', connectionId: CONNECTION },
      body: JSON.stringify(body),
    });
  let taskId = '';
  return {
    async open(asked) {
      ({ taskId } = asked);
      counter.during = 'watch ticket';
      const { ticket } = (await api.call('POST', '/tickets')).body;
      counter.during = 'watch connect';
      const connected = await handleSocket(deps, {
        requestContext: { eventType: 'CONNECT', connectionId: CONNECTION },
        queryStringParameters: { ticket },
      });
      if (connected.statusCode !== 200) throw new Error(`The socket was answered ${connected.statusCode}.`);
      counter.during = 'watch subscribe';
      await heard({ action: 'subscribe', stream: `task/${taskId}` });
    },
    async watchLive() {
      counter.during = 'watch live';
      await heard({ action: 'watch', taskId });
    },
    async endLive() {
      counter.during = 'watch live end';
      await heard({ action: 'unwatch', taskId });
    },
    async follow() {
      pushed = 0;
      counter.during = 'relay';
      // Its own reads make no events, so the list stays as it is.
      for (const [index, event] of [...counter.events].entries()) {
        const batch = { Records: [recordOf(event, index)] };
        const { batchItemFailures } = await relay(
          { store: api.store, push, queueTask: async () => void queued++ },
          batch,
        );
        if (batchItemFailures.length > 0) throw new Error('The relay could not deliver an event.');
      }
      const delivered = pushed;
      await look(api, counter, taskId);
      counter.during = 'watch disconnect';
      await handleSocket(deps, { requestContext: { eventType: 'DISCONNECT', connectionId: CONNECTION } });
      return { pushed: delivered, queued };
    },
  };
}

function recordOf({ image }: NewEvent, index: number): DynamoDBRecord {
  // What the table gives back is what a stream's record carries.
  const NewImage = image as Record<string, AttributeValue>;
  return { eventName: 'INSERT', dynamodb: { SequenceNumber: String(index), NewImage } };
}

/** What the console asks of the API while it follows: events that it may have missed, and a link to a picture. */
async function look(api: TestApi, counter: CallCounter, taskId: string): Promise<void> {
  counter.during = 'watch artifacts';
  const { items } = (await api.call('GET', `/tasks/${taskId}/artifacts`)).body;
  counter.during = 'watch events';
  await api.call('GET', `/tasks/${taskId}/events?after=9999`);
  counter.during = 'watch picture';
  await api.call('GET', `/artifacts/${items[0].artifactId}`);
}
