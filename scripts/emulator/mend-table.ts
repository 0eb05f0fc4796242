/** Sets again, by API calls, what emulators drop of the table in a template. Nothing of it is needed on AWS. */

import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { expiryAttribute } from '../../lib/store/keys.ts';

/** MiniStack leaves out `TimeToLiveSpecification`: tickets and idempotency keys would pile up. */
export async function mendTable(config: DynamoDBClientConfig, table: string): Promise<void> {
  const client = new DynamoDBClient(config);
  try {
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    if (TimeToLiveDescription?.TimeToLiveStatus !== 'DISABLED') return;
    const TimeToLiveSpecification = { AttributeName: expiryAttribute, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
  } finally {
    client.destroy();
  }
}
