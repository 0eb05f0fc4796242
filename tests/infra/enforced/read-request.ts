/** Reads off a request to DynamoDB, S3, SQS or a socket what IAM would be asked: who, which action, on what. Sends nothing. */

import type { IncomingMessage } from 'node:http';

export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** What a condition would look at: the items' partitions, or the prefix of a list. */
  readonly bounds: readonly string[];
}

/** Each function signs with its own name as the id of its key. */
export function callerOf({ headers, url = '' }: IncomingMessage): string {
  const signed = headers.authorization ?? new URL(url, 'http://local').searchParams.get('X-Amz-Credential') ?? '';
  return /(?:Credential=|^)([\w-]+)\//.exec(signed)?.[1] ?? 'nobody';
}

export function readRequest(request: IncomingMessage, body: Buffer): readonly Asked[] {
  const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  if (service.startsWith('DynamoDB')) return readDynamo(operation, JSON.parse(body.toString()) as DynamoCall);
  if (service === 'AmazonSQS')
    return [{ action: `sqs:${operation}`, resource: queueOf(callerOf(request)), bounds: [] }];
  if (request.url?.includes('@connections') === true) return [readConnection(request)];
  return [readS3(request)];
}

/** Here all have one queue; in the stack ingress has its own. */
const queueOf = (caller: string): string => (caller === 'ingress' ? 'QueuesRequests' : 'QueuesTasks');

interface Text {
  readonly S?: string;
}
interface ItemCall {
  readonly Key?: { readonly pk: Text };
  readonly Item?: { readonly pk: Text };
}
interface DynamoCall extends ItemCall {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Text>>;
  readonly TransactItems?: readonly Readonly<Record<string, ItemCall>>[];
}

function readDynamo(operation: string, call: DynamoCall): readonly Asked[] {
  if (operation === 'TransactWriteItems')
    return (call.TransactItems ?? []).flatMap(one =>
      Object.entries(one).map(([kind, part]) => ({
        action: kind === 'ConditionCheck' ? 'dynamodb:ConditionCheckItem' : `dynamodb:${kind}Item`,
        resource: 'Table',
        bounds: [partitionOf(part)],
      })),
    );
  const action = `dynamodb:${operation}`;
  if (call.IndexName !== undefined) return [{ action, resource: `Table/index/${call.IndexName}`, bounds: [] }];
  if (operation !== 'Query') return [{ action, resource: 'Table', bounds: [partitionOf(call)] }];
  const [, name = ''] = /^pk = (:\w+)/.exec(call.KeyConditionExpression ?? '') ?? [];
  return [{ action, resource: 'Table', bounds: [call.ExpressionAttributeValues?.[name]?.S ?? '?'] }];
}

const partitionOf = ({ Key, Item }: ItemCall): string => (Key ?? Item)?.pk.S ?? '?';

const readConnection = ({ method, url = '' }: IncomingMessage): Asked => ({
  action: 'execute-api:ManageConnections',
  resource: `SocketApi/live/${method}${url.slice(url.indexOf('/@connections'))}`,
  bounds: [],
});

const S3_ACTIONS: Readonly<Record<string, string>> = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

function readS3({ method = '', url = '' }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const prefix = searchParams.get('prefix');
  if (key === '' && prefix !== null) return { action: 's3:ListBucket', resource: 'ArtifactsBucket', bounds: [prefix] };
  return { action: `s3:${S3_ACTIONS[method] ?? method}`, resource: `ArtifactsBucket/${key}`, bounds: [] };
}
