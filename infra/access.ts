/** Which items of the table each function touches, and how: read off its code. The names of partitions come from lib/store/keys.ts. */

import {
  apiKeyKey,
  auditHeadKey,
  bucketKey,
  byOwner,
  byRank,
  byStatus,
  connectionKey,
  idempotencyKey,
  ownerConnectionKey,
  secretKey,
  stateKey,
  ticketKey,
  watchKey,
} from '../lib/store/keys.ts';
import type { FunctionName } from './environment.ts';

/** A kind of partition and the pattern of its key. */
export const partitions = {
  session: stateKey('session/*').pk,
  task: stateKey('task/*').pk,
  idempotency: idempotencyKey('*', '').pk,
  ticket: ticketKey('*').pk,
  connection: connectionKey('*').pk,
  owner: ownerConnectionKey('*', '').pk,
  watch: watchKey('*', '').pk,
  key: apiKeyKey('*').pk,
  audit: auditHeadKey('*').pk,
  limits: bucketKey('*').pk,
  secret: secretKey('*', '').pk,
} as const;
export type Partition = keyof typeof partitions;

/** The actions of DynamoDB; a transaction needs those of its parts. Nobody scans. */
export interface Access {
  readonly GetItem?: readonly Partition[];
  readonly PutItem?: readonly Partition[];
  readonly UpdateItem?: readonly Partition[];
  readonly DeleteItem?: readonly Partition[];
  readonly Query?: readonly Partition[];
  /** Queried; an index has keys of its own, which these partitions do not bound. */
  readonly indexes?: readonly string[];
}

export const access = {
  account: {
    GetItem: ['key', 'audit', 'limits'],
    PutItem: ['key', 'audit'],
    UpdateItem: ['key', 'audit', 'limits'],
    // A revoked key's sockets.
    DeleteItem: ['connection', 'owner'],
    Query: ['audit', 'owner', 'limits'],
    indexes: [byOwner.name],
  },
  secrets: {
    // One that is stored lets the tasks go on that wait for it: who runs holds a place.
    GetItem: ['secret', 'limits', 'task'],
    PutItem: ['secret', 'task'],
    UpdateItem: ['limits', 'task'],
    DeleteItem: ['secret'],
    Query: ['secret'],
  },
  sessions: {
    GetItem: ['session', 'task', 'idempotency', 'limits'],
    // A typed yes makes a task.
    PutItem: ['session', 'task', 'idempotency'],
    UpdateItem: ['session', 'task', 'limits'],
    DeleteItem: ['idempotency'],
    // The planner is told the names of secrets; without the key their values stay sealed.
    Query: ['session', 'secret'],
    indexes: [byOwner.name],
  },
  consent: {
    GetItem: ['session', 'task', 'idempotency', 'limits'],
    PutItem: ['session', 'task', 'idempotency'],
    UpdateItem: ['session', 'task', 'limits'],
    Query: ['session'],
  },
  tasks: {
    GetItem: ['session', 'task', 'idempotency'],
    PutItem: ['task', 'idempotency', 'ticket'],
    UpdateItem: ['task', 'limits'],
    Query: ['session', 'task'],
    indexes: [byOwner.name],
  },
  docs: {},
  authorizer: {
    GetItem: ['key', 'audit'],
    PutItem: ['audit'],
    UpdateItem: ['key', 'audit'],
  },
  socket: {
    GetItem: ['session', 'task', 'connection'],
    PutItem: ['connection', 'owner', 'watch'],
    UpdateItem: ['owner', 'limits'],
    DeleteItem: ['ticket', 'connection', 'owner', 'watch'],
    Query: ['session', 'task'],
  },
  relay: {
    DeleteItem: ['connection', 'owner'],
    Query: ['owner'],
  },
  reaper: {
    GetItem: ['session', 'task', 'limits'],
    PutItem: ['session', 'task'],
    UpdateItem: ['session', 'task', 'limits'],
    indexes: [byStatus.name],
  },
  // No task: whoever asks from outside can start nothing, whatever the code does.
  ingress: {
    GetItem: ['session', 'limits'],
    PutItem: ['session'],
    UpdateItem: ['session', 'limits'],
    Query: ['session', 'secret'],
  },
  worker: {
    GetItem: ['session', 'task', 'secret', 'connection'],
    PutItem: ['session', 'task'],
    UpdateItem: ['session', 'task', 'secret', 'limits'],
    // Who watches; a socket that is gone does not any more.
    DeleteItem: ['watch'],
    Query: ['task', 'watch'],
    // By which it chooses whose task is next.
    indexes: [byRank.name],
  },
} as const satisfies Readonly<Record<FunctionName, Access>>;
