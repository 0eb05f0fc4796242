import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openBucket } from '../../../lib/artifacts/bucket.ts';
import { getArtifact } from '../../../lib/artifacts/get-artifact.ts';
import { putArtifact } from '../../../lib/artifacts/put-artifact.ts';
import { startDynamo } from '../../../lib/local/emulators/start-dynamo.ts';
import { startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { readSession } from '../../../lib/store/reads.ts';
import { countedIds, sampleArtifact } from '../../support/domain-samples.ts';
import { laySession } from '../../support/streams.ts';
import { openTestTable, testCredentials, testRegion } from '../../support/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-emulators-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether anything listens there. */
async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

describe('the DynamoDB emulator', () => {
  it('keeps its table over a restart, with the index that keeps writes flat', async () => {
    const dataDir = join(folder, 'table');
    const ids = countedIds();
    const first = await openTestTable({ dataDir });
    const { sessionId } = await laySession(first.store, ids);
    await first.close();
    const second = await openTestTable({ dataDir });
    expect((await readSession(second.store, 'alice', sessionId)).seq).toBe(1);
    await second.close();
    const database = new DatabaseSync(join(dataDir, 'table.sqlite'), { readOnly: true });
    const plan = database
      .prepare(
        "EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'errand'",
      )
      .all();
    database.close();
    expect(JSON.stringify(plan)).toContain('x_stream_seq');
  });

  it('starts in well under a second and is gone after close', async () => {
    const started = performance.now();
    const dynamo = await startDynamo();
    expect(performance.now() - started).toBeLessThan(1_000);
    await dynamo.close();
    await dynamo.close();
    expect(await listens('127.0.0.1', portOf(dynamo.endpoint))).toBe(false);
  });

  it('ends although a client keeps its connection', async () => {
    const dynamo = await startDynamo();
    const socket = connect({ host: '127.0.0.1', port: portOf(dynamo.endpoint) });
    await once(socket, 'connect');
    socket.on('error', () => undefined).write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await dynamo.close();
    expect(await listens('127.0.0.1', portOf(dynamo.endpoint))).toBe(false);
    socket.destroy();
  });

  it('dies with the process that started it, even when that is killed', async () => {
    const source = new URL('../../../lib/local/emulators/start-dynamo.ts', import.meta.url).href;
    const script = `const { startDynamo } = await import(${JSON.stringify(source)});
      console.log((await startDynamo()).endpoint); setInterval(() => {}, 1_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const port = portOf(String(line).trim());
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    const gone = once(socket, 'close');
    socket.on('error', () => undefined).resume();
    parent.kill('SIGKILL');
    await gone;
    expect(await listens('127.0.0.1', port)).toBe(false);
  });
});

describe('the S3 and SQS emulator', () => {
  it('keeps objects over a restart', async () => {
    const dataDir = join(folder, 'objects');
    const ids = countedIds();
    const artifact = sampleArtifact(ids, ids('task'));
    const first = await startStorage({ dataDir });
    const cloud = { region: testRegion, credentials: testCredentials, bucket: first.bucket };
    const before = openBucket({ ...cloud, endpoint: first.endpoint });
    await putArtifact(before, 'alice', artifact, new TextEncoder().encode('kept'));
    before.s3.destroy();
    await first.close();
    const second = await startStorage({ dataDir });
    const after = openBucket({ ...cloud, endpoint: second.endpoint });
    expect(new TextDecoder().decode(await getArtifact(after, 'alice', artifact))).toBe('kept');
    after.s3.destroy();
    await second.close();
  });

  it('listens on the loopback address only', async () => {
    const storage = await startStorage();
    const others = Object.values(networkInterfaces()).flatMap(addresses =>
      (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
    );
    for (const address of others) expect(await listens(address, portOf(storage.endpoint))).toBe(false);
    expect(await listens('127.0.0.1', portOf(storage.endpoint))).toBe(true);
    expect(new URL(storage.queueUrl).host).toBe(new URL(storage.endpoint).host);
    await storage.close();
  });
});
