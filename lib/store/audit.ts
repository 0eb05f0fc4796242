/** The account of an owner's access: one immutable entry a happening, chained, written in the transaction that makes it true. */

import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AuditEntry } from '../domain/audit.ts';
import type { AuditEventLine, AuditLine } from '../domain/audit-line.ts';
import { CHAIN_START, hashOfLink, type Place } from '../domain/chain.ts';
import { digestOf } from '../domain/digest.ts';
import { auditHeadKey, auditKey } from './keys.ts';
import { reach, type Store } from './store.ts';
import type { TransactItem } from './write.ts';

interface Head {
  readonly seq: number;
  readonly hash: string;
}

interface AuditItem {
  readonly entry: unknown;
  readonly seq: number;
  readonly prev: string;
}

/** The entry and the chain's new head. The transaction fails where another entry came in between: then ask for them again. */
export async function auditParts(store: Store, ownerId: string, entry: AuditEntry): Promise<TransactItem[]> {
  const { at, type, keyId: about } = entry;
  const { seq: last, hash: prev } = await readHead(store, ownerId);
  const seq = last + 1;
  const { hash } = lineOf(ownerId, { entry, seq, prev });
  const TableName = store.table;
  const Item = { ...auditKey(ownerId, { at, type, about }), entry, seq, prev };
  return [
    { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        TableName,
        Key: auditHeadKey(ownerId),
        UpdateExpression: 'SET seq = :seq, head = :hash',
        ConditionExpression: last === 0 ? 'attribute_not_exists(pk)' : 'head = :prev',
        ExpressionAttributeValues: { ':seq': seq, ':hash': hash, ...(last === 0 ? {} : { ':prev': prev }) },
      },
    },
  ];
}

/** The newest first. */
export async function readAudit(store: Store, ownerId: string, limit: number): Promise<AuditEntry[]> {
  return (await readItems(store, ownerId, limit)).map(item => AuditEntry.parse(item.entry));
}

const MAX_EXPORTED = 10_000;

/** All of it, the oldest first, with its head. */
export async function exportAccount(store: Store, ownerId: string): Promise<AuditLine[]> {
  const head = await readHead(store, ownerId);
  const items = await readItems(store, ownerId, MAX_EXPORTED);
  const lines = items.map(item => lineOf(ownerId, item)).toSorted((one, other) => one.seq - other.seq);
  return [...lines, { v: 1, stream: streamOf(ownerId), head }];
}

const streamOf = (ownerId: string): string => `audit/${ownerId}`;

/** Made of what the table has now, so that a changed row shows at the next line. */
function lineOf(ownerId: string, { entry, seq, prev }: AuditItem): AuditEventLine {
  const { at, type, ...data } = AuditEntry.parse(entry);
  const place: Place = { v: 1, stream: streamOf(ownerId), seq, at, ownerId, type };
  const dataDigest = digestOf(data);
  return { ...place, v: 1, data, dataDigest, prev, hash: hashOfLink(place, dataDigest, prev) };
}

async function readHead(store: Store, ownerId: string): Promise<Head> {
  const Key = auditHeadKey(ownerId);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  const { seq, head } = got.Item ?? {};
  return { seq: typeof seq === 'number' ? seq : 0, hash: typeof head === 'string' ? head : CHAIN_START };
}

async function readItems(store: Store, ownerId: string, limit: number): Promise<AuditItem[]> {
  const items: AuditItem[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: store.table,
      // The head sorts after every time.
      KeyConditionExpression: 'pk = :pk AND sk < :head',
      ExpressionAttributeValues: { ':pk': auditHeadKey(ownerId).pk, ':head': auditHeadKey(ownerId).sk },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit - items.length,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const page = await reach(() => store.db.send(command));
    items.push(...((page.Items ?? []) as unknown as AuditItem[]));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items;
}
