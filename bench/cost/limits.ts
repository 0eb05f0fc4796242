/** What AWS lets one account have unless it is asked for more: default quotas, each with its source. Computes nothing. */

export interface Limit {
  readonly most: number;
  readonly unit: string;
  readonly source: string;
  /** `request`: AWS raises it; `design`: only other code or keys help; `setting`: a number of ours. */
  readonly raisedBy: 'request' | 'design' | 'time' | 'setting';
}

const partition = 'docs.aws.amazon.com …/warm-throughput-scenarios.html';

/** Streams of a new on-demand table: as many shards as partitions. From memory, 2025. */
export const newTableShards = 4;
/** A delivery in a batch: its post to the socket, one after the other. A guess. */
export const POST_MS = 15;

const deliveries = (readers: number): Limit => ({
  most: Math.round((newTableShards * readers * 1_000) / POST_MS),
  unit: 'events/s',
  source: `${newTableShards} shards × ${readers} × one post in ${POST_MS} ms (a guess)`,
  raisedBy: readers === 1 ? 'design' : 'time',
});

export const limits = {
  maxWorkers: {
    most: 10,
    unit: 'workers',
    source: 'infra/settings.ts: maxWorkers, for a first deployment',
    raisedBy: 'setting',
  },
  relayInOrder: deliveries(1),
  relayOfTen: deliveries(10),
  partitionWrites: { most: 1_000, unit: 'write units/s', source: partition, raisedBy: 'design' },
  partitionReads: { most: 3_000, unit: 'read units/s', source: partition, raisedBy: 'design' },
  newTableWrites: {
    most: 4_000,
    unit: 'write units/s',
    source: `${partition} (a new on-demand table; twice the last peak within 30 min)`,
    raisedBy: 'time',
  },
  tableWrites: { most: 40_000, unit: 'write units/s', source: 'from memory, 2025', raisedBy: 'request' },
  concurrency: { most: 1_000, unit: 'invocations', source: 'from memory, 2025', raisedBy: 'request' },
  pollers: {
    most: 1_000,
    unit: 'invocations of one queue',
    source: 'docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
    raisedBy: 'request',
  },
  inFlight: { most: 120_000, unit: 'messages', source: 'from memory, 2025', raisedBy: 'request' },
  httpRequests: {
    most: 1_000,
    unit: 'requests/s',
    source: 'infra/constructs/http.ts: the throttle of the stage',
    raisedBy: 'setting',
  },
  gatewayRequests: { most: 10_000, unit: 'requests/s', source: 'from memory, 2025', raisedBy: 'request' },
  newSockets: {
    most: 500,
    unit: 'connects/s',
    source: 'docs.aws.amazon.com …/apigateway-execution-service-websocket-limits-table.html',
    raisedBy: 'request',
  },
  keyRequests: {
    most: 20_000,
    unit: 'requests/s',
    source: 'from memory, 2025 (100,000 in some regions)',
    raisedBy: 'request',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** The event source mapping of a standard queue: `services-sqs-scaling.html`. */
export const queueScaling = { first: 5, aMinute: 300, most: limits.pollers.most } as const;
