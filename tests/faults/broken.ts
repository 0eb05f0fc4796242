/** What is broken on purpose, between the real worker and the real table and bucket, so that the checker can be seen to find it. */

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../lib/agent/page.ts';
import { refusal } from '../../lib/domain/errors.ts';
import type { RelayDeps } from '../../lib/realtime/relay.ts';
import { HOLDS_LEASE, LEASE_IS_FREE } from '../../lib/store/state-update.ts';
import type { Store } from '../../lib/store/store.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';

export type Change = (command: unknown, send: (command: unknown) => Promise<unknown>) => Promise<unknown>;

/** A client whose calls are changed on their way. */
function through<Client extends { send: unknown }>(client: Client, change: Change): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof value !== 'function') return value;
      return (command: unknown) => change(command, given => value.call(target, given));
    },
  });
}

/** The table in memory shows its rows as they are: what is to be changed is a copy. */
export const broken =
  (change: Change) =>
  (store: Store): Store => ({
    ...store,
    db: through(store.db, (command, send) => change(command, async given => structuredClone(await send(given)))),
  });

/** Takes the events of one type out of an append. */
export const losing =
  (type: string): Change =>
  (command, send) => {
    if (!(command instanceof TransactWriteCommand)) return send(command);
    const items = (command.input.TransactItems ?? []).filter(({ Put }) => Put?.Item?.type !== type);
    return send(new TransactWriteCommand({ ...command.input, TransactItems: items }));
  };

/** Nobody reads who holds the lease, and no write depends on it. */
export const ignoringLease: Change = async (command, send) => {
  if (command instanceof GetCommand) {
    const got = (await send(command)) as { Item?: Record<string, unknown> };
    if (got.Item !== undefined) delete got.Item.leaseUntil;
    return got;
  }
  if (!(command instanceof TransactWriteCommand)) return send(command);
  const free = (text = ''): string =>
    text
      .replace(HOLDS_LEASE, `(${HOLDS_LEASE} OR seq = :after)`)
      .replace(LEASE_IS_FREE, `(${LEASE_IS_FREE} OR seq = :after)`);
  const items = (command.input.TransactItems ?? []).map(item =>
    item.Update === undefined
      ? item
      : { ...item, Update: { ...item.Update, ConditionExpression: free(item.Update.ConditionExpression) } },
  );
  return send(new TransactWriteCommand({ ...command.input, TransactItems: items }));
};

/** A ledger that does not tell of acts. */
export const forgettingActs: Change = async (command, send) => {
  const answer = await send(command);
  if (!(command instanceof QueryCommand)) return answer;
  const { Items = [], ...rest } = answer as { Items?: Record<string, unknown>[] };
  return { ...rest, Items: Items.filter(({ type }) => type !== 'action.started') };
};

export const deafToCancel: Change = async (command, send) => {
  const answer = (await send(command)) as Partial<
    Record<'Item' | 'Attributes', { state?: { cancelRequested?: boolean } }>
  >;
  // What is read, and what a renewal of the lease tells.
  for (const { state } of [answer.Item ?? {}, answer.Attributes ?? {}])
    if (state?.cancelRequested !== undefined) state.cancelRequested = false;
  return answer;
};

/** Its watch sleeps on, so that nothing but the table could stop it. */
export const unwatched = (deps: WorkerDeps): WorkerDeps => ({
  ...deps,
  sleep: (_ms, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
});

const withPage =
  (change: (page: Page) => Page) =>
  (deps: WorkerDeps): WorkerDeps => ({
    ...deps,
    async openBrowser(options) {
      const browser = await deps.openBrowser(options);
      return { ...browser, page: change(browser.page) };
    },
  });

export const actingTwice = withPage(page => ({
  ...page,
  async perform(action, signal, files) {
    await page.perform(action, signal, files);
    return page.perform(action, signal, files);
  },
}));

/** An act without an answer is told as one that failed. */
export const forgettingDoubt = withPage(page => ({
  ...page,
  async perform(action, signal, files) {
    const outcome = await page.perform(action, signal, files);
    const isDoubt = !outcome.ok && outcome.code === 'page.outcome-unknown';
    return isDoubt ? refusal('page.timeout', outcome.detail) : outcome;
  },
}));

export const losingBytes = (deps: WorkerDeps): WorkerDeps => {
  const change: Change = async (command, send) => (command instanceof PutObjectCommand ? {} : send(command));
  return { ...deps, bucket: { ...deps.bucket, s3: through(deps.bucket.s3, change) } };
};

/** A relay that delivers all but the message of a queued task. */
export const sendingNothing = (deps: RelayDeps): RelayDeps => ({ ...deps, queueTask: async () => {} });

/** What a socket is sent is not what was written. */
export const changingPushes = (deps: RelayDeps): RelayDeps => ({
  ...deps,
  push: {
    ...deps.push,
    send: (id, message) =>
      deps.push.send(
        id,
        message.type === 'event'
          ? { ...message, event: { ...message.event, at: '2020-01-01T00:00:00.000Z' } }
          : message,
      ),
  },
});

/** Sockets are told of nothing, and nobody says so. */
export const losingPushes = (deps: RelayDeps): RelayDeps => ({
  ...deps,
  push: { ...deps.push, send: async () => 'sent' },
});
