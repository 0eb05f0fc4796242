/** Names what a call to the table or the bucket does, so that a crash can be put before or after it. Sends nothing. */

import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Bucket } from '../../lib/artifacts/bucket.ts';
import type { Store } from '../../lib/store/store.ts';
import type { Actor } from './schedule.ts';

/** Each call of the table's client is a turn of the actor. */
export function storeOf(store: Store, actor: Actor, clock: () => number): Store {
  return { ...store, clock, db: sending(store.db, actor) };
}

export function bucketOf(bucket: Bucket, actor: Actor): Bucket {
  return { ...bucket, s3: sending(bucket.s3, actor) };
}

function sending<Client extends { send: unknown }>(client: Client, actor: Actor): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof value !== 'function') return value;
      return (command: unknown, ...rest: unknown[]) =>
        actor.pass(pointOf(command), async () => value.call(target, command, ...rest) as unknown);
    },
  });
}

export function pointOf(command: unknown): string {
  if (command instanceof TransactWriteCommand) return `write ${typesIn(command)}`;
  if (command instanceof UpdateCommand) return 'update';
  if (command instanceof PutObjectCommand) return `put ${folderOf(command.input.Key)}`;
  if (command instanceof DeleteObjectCommand) return `delete ${folderOf(command.input.Key)}`;
  if (command instanceof ListObjectsV2Command) return 'list';
  return 'read';
}

const folderOf = (key = ''): string => (key.startsWith('checkpoints/') ? 'checkpoint' : 'artifact');

function typesIn({ input }: TransactWriteCommand): string {
  const items = (input.TransactItems ?? []).flatMap(({ Put }) => (Put?.Item === undefined ? [] : [Put.Item]));
  const names = items.flatMap(item => (typeof item.type === 'string' ? [nameOf(item)] : []));
  return names.length === 0 ? 'no event' : names.join(' + ');
}

function nameOf({ type, data }: Readonly<Record<string, unknown>>): string {
  const verb: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'verb') : undefined;
  return type === 'action.started' && typeof verb === 'string' ? `${type} ${verb}` : String(type);
}
