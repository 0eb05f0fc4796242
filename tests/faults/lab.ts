/** Real table and bucket, a real small site, and on them worlds of one errand each. For fault tests only. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { startStorage } from '../../lib/local/emulators/start-storage.ts';
import { createTable } from '../../lib/store/schema.ts';
import { openTestTable, testCredentials, testRegion } from '../support/table.ts';
import { type ErrandSite, startErrandSite } from './errand-site.ts';
import { type Errand, openErrand, type WorldOptions } from './open-errand.ts';
import { openSchedule } from './schedule.ts';

export type { Errand, WorldOptions } from './open-errand.ts';

export interface Lab {
  open(options?: WorldOptions): Promise<Errand>;
  readonly site: ErrandSite;
  readonly endpoints: {
    readonly dynamo: string;
    readonly storage: string;
    readonly bucket: string;
    readonly site: string;
  };
  close(): Promise<void>;
}

export const START = Date.parse('2026-11-21T08:00:00.000Z');

export async function openLab(): Promise<Lab> {
  const [engine, storage, site] = await Promise.all([openTestTable(), startStorage(), startErrandSite()]);
  const client = new DynamoDBClient({ region: testRegion, endpoint: engine.endpoint, credentials: testCredentials });
  const { bucket: name, endpoint } = storage;
  const bucket = openBucket({ region: testRegion, endpoint, credentials: testCredentials, bucket: name });
  let count = 0;
  return {
    site,
    endpoints: { dynamo: engine.endpoint, storage: endpoint, bucket: name, site: site.url },
    async open(options = {}) {
      count += 1;
      const table = `errand-${count}`;
      await createTable(client, table);
      const schedule = openSchedule({ ...options, now: START });
      site.setClock(schedule.clock);
      const store = { db: engine.store.db, table, clock: schedule.clock };
      return openErrand({ schedule, store, bucket, site, options, ownerId: `owner-${count}` });
    },
    async close() {
      client.destroy();
      bucket.s3.destroy();
      await Promise.all([engine.close(), storage.close(), site.close()]);
    },
  };
}
