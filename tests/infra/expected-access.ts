/** What each function may do on AWS, all of it. Whoever changes a role changes this table, and whoever reviews reads it. Beside it each writes its own log. */

const connections = (method: string): string =>
  `arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:SocketApi/live/${method}/@connections/*`;

const each = (service: string, actions: readonly string[], on: string): string[] =>
  actions.map(action => `${service}:${action} → ${on}`);

/** What a queue's mapping to a function needs. */
const takesFrom = (queue: string): string[] =>
  each(
    'sqs',
    ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'],
    queue,
  );

export const expectedAccess: Readonly<Record<string, readonly string[]>> = {
  account: [
    'dynamodb:GetItem → Table [audit/*, key/*, limits/*]',
    'dynamodb:PutItem → Table [audit/*, key/*]',
    'dynamodb:UpdateItem → Table [audit/*, key/*, limits/*]',
    'dynamodb:DeleteItem → Table [connection/*, owner/*]',
    'dynamodb:Query → Table [audit/*, limits/*, owner/*]',
    'dynamodb:Query → Table/index/byOwner',
  ],
  secrets: [
    'dynamodb:GetItem → Table [limits/*, secret/*, task/*]',
    'dynamodb:PutItem → Table [secret/*, task/*]',
    'dynamodb:UpdateItem → Table [limits/*, task/*]',
    'dynamodb:DeleteItem → Table [secret/*]',
    'dynamodb:Query → Table [secret/*]',
    'kms:GenerateDataKey → KeysWrapping',
  ],
  sessions: [
    'dynamodb:GetItem → Table [idempotency/*, limits/*, session/*, task/*]',
    'dynamodb:PutItem → Table [idempotency/*, session/*, task/*]',
    'dynamodb:UpdateItem → Table [limits/*, session/*, task/*]',
    'dynamodb:DeleteItem → Table [idempotency/*]',
    'dynamodb:Query → Table [secret/*, session/*]',
    'dynamodb:Query → Table/index/byOwner',
    'secretsmanager:GetSecretValue → KeysModelKey',
  ],
  consent: [
    'dynamodb:GetItem → Table [idempotency/*, limits/*, session/*, task/*]',
    'dynamodb:PutItem → Table [idempotency/*, session/*, task/*]',
    'dynamodb:UpdateItem → Table [limits/*, session/*, task/*]',
    'dynamodb:Query → Table [session/*]',
  ],
  tasks: [
    'dynamodb:GetItem → Table [idempotency/*, session/*, task/*]',
    'dynamodb:PutItem → Table [idempotency/*, task/*, ticket/*]',
    'dynamodb:UpdateItem → Table [limits/*, task/*]',
    'dynamodb:Query → Table [session/*, task/*]',
    'dynamodb:Query → Table/index/byOwner',
    's3:GetObject → ArtifactsBucket/*/tsk_*/art_*',
  ],
  docs: [],
  authorizer: [
    'dynamodb:GetItem → Table [audit/*, key/*]',
    'dynamodb:PutItem → Table [audit/*]',
    'dynamodb:UpdateItem → Table [audit/*, key/*]',
  ],
  socket: [
    'dynamodb:GetItem → Table [connection/*, session/*, task/*]',
    'dynamodb:PutItem → Table [connection/*, owner/*, watch/*]',
    'dynamodb:UpdateItem → Table [limits/*, owner/*]',
    'dynamodb:DeleteItem → Table [connection/*, owner/*, ticket/*, watch/*]',
    'dynamodb:Query → Table [session/*, task/*]',
    `execute-api:ManageConnections → ${connections('POST')}`,
  ],
  relay: [
    'dynamodb:DeleteItem → Table [connection/*, owner/*]',
    'dynamodb:Query → Table [owner/*]',
    'sqs:SendMessage → QueuesTasks',
    `execute-api:ManageConnections → ${connections('DELETE')}`,
    `execute-api:ManageConnections → ${connections('POST')}`,
    // Of the stream's mapping.
    ...each('sqs', ['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'], 'QueuesDeadRecords'),
    'dynamodb:ListStreams → *',
    ...each('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator'], 'Table.StreamArn'),
  ],
  reaper: [
    'dynamodb:GetItem → Table [limits/*, session/*, task/*]',
    'dynamodb:PutItem → Table [session/*, task/*]',
    'dynamodb:UpdateItem → Table [limits/*, session/*, task/*]',
    'dynamodb:Query → Table/index/byStatus',
  ],
  ingress: [
    'dynamodb:GetItem → Table [limits/*, session/*]',
    'dynamodb:PutItem → Table [session/*]',
    'dynamodb:UpdateItem → Table [limits/*, session/*]',
    'dynamodb:Query → Table [secret/*, session/*]',
    'secretsmanager:GetSecretValue → KeysModelKey',
    // Of the queue's mapping; with its ChangeMessageVisibility it gives back itself what is no request.
    ...takesFrom('QueuesRequests'),
  ],
  worker: [
    // Of the queue's mapping; with its ChangeMessageVisibility the worker itself gives back what is no message of ours.
    ...takesFrom('QueuesTasks'),
    'dynamodb:GetItem → Table [connection/*, secret/*, session/*, task/*]',
    'dynamodb:PutItem → Table [session/*, task/*]',
    'dynamodb:UpdateItem → Table [limits/*, secret/*, session/*, task/*]',
    'dynamodb:DeleteItem → Table [watch/*]',
    'dynamodb:Query → Table [task/*, watch/*]',
    'dynamodb:Query → Table/index/byRank',
    ...each('kms', ['Decrypt', 'GenerateDataKey'], 'KeysWrapping'),
    'secretsmanager:GetSecretValue → KeysModelKey',
    ...each('s3', ['GetObject', 'PutObject'], 'ArtifactsBucket/*/tsk_*/art_*'),
    ...each('s3', ['DeleteObject', 'GetObject', 'PutObject'], 'ArtifactsBucket/checkpoints/*'),
    's3:ListBucket → ArtifactsBucket [checkpoints/*]',
    `execute-api:ManageConnections → ${connections('POST')}`,
  ],
};
