/** The table's stream to the relay: what an event source mapping does. Remembers what was acknowledged, so a restart loses nothing. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { type LambdaHandler, lambdaContext } from './lambda.ts';

export interface StreamPumpOptions {
  readonly client: DynamoDBStreamsClient;
  readonly table: string;
  readonly relay: () => Promise<LambdaHandler>;
  /** The file that keeps the last acknowledged sequence number. */
  readonly positionFile: string;
  readonly log: (line: string) => void;
}

export interface StreamPump {
  /** Something was written in this process: look at once. */
  nudge(): void;
  close(): Promise<void>;
}

const BATCH = 100;
const IDLE_MS = 40;
const ERROR_MS = 500;
const RELAY_MS = 60_000;

interface Position {
  readonly shardId: string;
  readonly sequence: string;
}

export async function startStreamPump(options: StreamPumpOptions): Promise<StreamPump> {
  let open = true;
  let wake = (): void => {};
  const pause = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const arn = await streamOf(options);
  const run = async (): Promise<void> => {
    let iterator: string | undefined;
    while (open) {
      try {
        iterator ??= await iteratorFrom(options, arn);
        const { Records = [], NextShardIterator } = await options.client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }),
        );
        if (Records.length === 0) {
          iterator = NextShardIterator;
          await pause(iterator === undefined ? ERROR_MS : IDLE_MS);
          continue;
        }
        const isWhole = await deliver(options, arn, Records);
        // After a partial batch the iterator is asked for anew, from what was acknowledged.
        iterator = isWhole ? NextShardIterator : undefined;
        if (!isWhole) await pause(ERROR_MS);
      } catch (error) {
        iterator = undefined;
        if (!open) return;
        options.log(`the table's stream cannot be read now: ${error instanceof Error ? error.message : String(error)}`);
        await pause(ERROR_MS);
      }
    }
  };
  const running = run();
  return {
    nudge: () => wake(),
    async close() {
      open = false;
      wake();
      await running;
    },
  };
}

async function streamOf({ client, table }: StreamPumpOptions): Promise<string> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table }));
  const arn = Streams.at(-1)?.StreamArn;
  if (arn === undefined) throw new Error(`Table ${table} has no stream.`);
  return arn;
}

async function iteratorFrom(options: StreamPumpOptions, arn: string): Promise<string | undefined> {
  const { StreamDescription } = await options.client.send(new DescribeStreamCommand({ StreamArn: arn }));
  const shardId = StreamDescription?.Shards?.at(-1)?.ShardId;
  if (shardId === undefined) return undefined;
  const position = await readPosition(options.positionFile);
  const from =
    position?.shardId === shardId
      ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.sequence } as const)
      : ({ ShardIteratorType: 'TRIM_HORIZON' } as const);
  const ask = (type: typeof from | { ShardIteratorType: 'TRIM_HORIZON' }) =>
    options.client.send(new GetShardIteratorCommand({ StreamArn: arn, ShardId: shardId, ...type }));
  // A position that was trimmed meanwhile: read all there is; what is delivered twice does no harm.
  const { ShardIterator } = await ask(from).catch(() => ask({ ShardIteratorType: 'TRIM_HORIZON' }));
  current.set(options.positionFile, shardId);
  return ShardIterator;
}

/** Which shard a position file speaks of now. */
const current = new Map<string, string>();

/** True where the whole batch was acknowledged. */
async function deliver(options: StreamPumpOptions, arn: string, records: readonly _Record[]): Promise<boolean> {
  const handler = await options.relay();
  const event = { Records: records.map(record => toLambda(record, arn)) };
  const answer = await handler(event, lambdaContext('relay', Date.now() + RELAY_MS));
  const failed = (answer as DynamoDBBatchResponse | undefined)?.batchItemFailures?.[0]?.itemIdentifier;
  const at =
    failed === undefined ? records.length : records.findIndex(record => record.dynamodb?.SequenceNumber === failed);
  const last = records[at - 1]?.dynamodb?.SequenceNumber;
  if (last !== undefined)
    await writePosition(options.positionFile, { shardId: current.get(options.positionFile) ?? '', sequence: last });
  return failed === undefined;
}

/** The SDK's record and Lambda's differ only in the form of a date. */
function toLambda(record: _Record, arn: string): unknown {
  const { ApproximateCreationDateTime, ...rest } = record.dynamodb ?? {};
  const seconds =
    ApproximateCreationDateTime === undefined ? undefined : Math.floor(ApproximateCreationDateTime.getTime() / 1_000);
  return {
    ...record,
    eventSourceARN: arn,
    dynamodb: { ...rest, ...(seconds === undefined ? {} : { ApproximateCreationDateTime: seconds }) },
  };
}

async function readPosition(file: string): Promise<Position | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Position;
  } catch {
    return undefined;
  }
}

async function writePosition(file: string, position: Position): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(position));
  await rename(`${file}.new`, file);
}
