/** The account of an owner's access: one immutable entry a happening, written in the transaction that makes it true. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AuditEntry } from '../domain/audit.ts';
import { auditKey } from './keys.ts';
import { reach, type Store } from './store.ts';
import type { TransactItem } from './write.ts';

/** Fails where the same entry is there already. */
export function auditPut(store: Store, ownerId: string, entry: AuditEntry): TransactItem {
  const { at, type, keyId: about } = entry;
  return {
    Put: {
      TableName: store.table,
      Item: { ...auditKey(ownerId, { at, type, about }), entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** The newest first. */
export async function readAudit(store: Store, ownerId: string, limit: number): Promise<AuditEntry[]> {
  const command = new QueryCommand({
    TableName: store.table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': auditKey(ownerId, { at: '', type: '', about: '' }).pk },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: limit,
  });
  const found = await reach(() => store.db.send(command));
  return (found.Items ?? []).map(item => AuditEntry.parse(item.entry));
}
