/** Reads what a call of an SDK's client is about: its items, its query, its verb. Sends nothing. */

import type { Call } from '../calls.ts';
import { itemBytes, type WireItem } from '../item-bytes.ts';
import { nameItem, nameQuery } from './name-item.ts';

/** An item that a call writes. */
export interface Target {
  readonly pk: string;
  readonly sk: string;
  readonly table: string;
}

export type Body = Readonly<Record<string, unknown>>;

export function wireBody(request: unknown): Body {
  const body: unknown = isObject(request) ? request.body : undefined;
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  const parsed: unknown = typeof text === 'string' && text.startsWith('{') ? JSON.parse(text) : {};
  return isObject(parsed) ? parsed : {};
}

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null;

export const textOf = (value: unknown): string => (isObject(value) && typeof value.S === 'string' ? value.S : '');

export function targetsOf(name: string, body: Body): readonly Target[] {
  switch (name) {
    case 'TransactWriteItems':
      return (Array.isArray(body.TransactItems) ? body.TransactItems : []).flatMap(part =>
        Object.values(isObject(part) ? part : {}).flatMap(one => (isObject(one) ? targetIn(one) : [])),
      );
    case 'UpdateItem':
    case 'PutItem':
    case 'DeleteItem':
      return targetIn(body);
    default:
      return [];
  }
}

function targetIn(one: Body): readonly Target[] {
  const key = isObject(one.Item) ? one.Item : one.Key;
  return isObject(key) ? [{ pk: textOf(key.pk), sk: textOf(key.sk), table: String(one.TableName) }] : [];
}

export interface Read {
  readonly call: Call;
  readonly bytes: readonly number[];
}

export function readOf(name: string, body: Body, answer: unknown): Read | undefined {
  const output = isObject(answer) && isObject(answer.output) ? answer.output : {};
  const eventual = body.ConsistentRead !== true;
  if (name === 'GetItem') {
    const key = isObject(body.Key) ? body.Key : {};
    const bytes = isObject(output.Item) ? itemBytes(output.Item) : 0;
    return { call: { kind: 'get', item: nameItem(textOf(key.pk), textOf(key.sk)), eventual }, bytes: [bytes] };
  }
  if (name !== 'Query') return undefined;
  const values = isObject(body.ExpressionAttributeValues) ? body.ExpressionAttributeValues : {};
  const of =
    body.IndexName === undefined
      ? nameQuery(textOf(values[':pk']), textOf(values[':prefix'] ?? values[':from']))
      : `index ${String(body.IndexName)}`;
  const items: readonly WireItem[] = Array.isArray(output.Items) ? output.Items : [];
  return {
    call: { kind: 'query', of, eventual: eventual && body.IndexName === undefined },
    bytes: [items.reduce((sum, one) => sum + itemBytes(one), 0)],
  };
}

type BucketVerb = Extract<Call, { kind: 'bucket' }>['verb'];

const bucketVerbs: Readonly<Record<string, BucketVerb>> = {
  PutObject: 'put',
  GetObject: 'get',
  DeleteObject: 'delete',
  ListObjectsV2: 'list',
};

export const bucketVerb = (name: string): BucketVerb | undefined => bucketVerbs[name];
