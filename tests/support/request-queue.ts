/** Requests of other services as their queue delivers them, and what takes them, on a test's own table. Judges nothing. */

import type { SQSEvent } from 'aws-lambda';
import type { RequestDeps } from '../../lib/api/take-requests.ts';
import { defaultLimits } from '../../lib/domain/quota.ts';
import { openOfflineModel } from '../../lib/model/offline/offline-model.ts';
import type { Store } from '../../lib/store/store.ts';
import { countedIds } from './domain-samples.ts';

/** The offline model answers; nothing is logged, and nothing is given back. */
export const requestDeps = (store: Store): RequestDeps => ({
  store,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  clock: store.clock,
  origins: [],
  limits: defaultLimits,
  ids: countedIds(),
  model: openOfflineModel(),
  mark: () => 'mark',
  replyLimitMs: 10_000,
  pause: () => Promise.resolve(),
  giveBack: async () => {},
});

/** One batch; its messages are `m0`, `m1` … with `m` as their name, and as given back `r0`, `r1` … */
export function queuedAs(name: string, sentAt: number, bodies: readonly unknown[]): SQSEvent {
  const attributes = { SentTimestamp: String(sentAt) };
  const Records = bodies.map((body, n) => ({ messageId: `${name}${n}`, receiptHandle: `r${n}`, attributes, body }));
  return { Records } as unknown as SQSEvent;
}
