import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bucket, openBucket } from '../../../lib/artifacts/bucket.ts';
import { getArtifact } from '../../../lib/artifacts/get-artifact.ts';
import { linkArtifact } from '../../../lib/artifacts/link.ts';
import { putArtifact } from '../../../lib/artifacts/put-artifact.ts';
import { type LocalStorage, startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { parseMessage } from '../../../lib/queue/parse-message.ts';
import { openQueue, type Queue } from '../../../lib/queue/queue.ts';
import { sendTask } from '../../../lib/queue/send-task.ts';
import { listArtifacts, readArtifact, recordArtifact } from '../../../lib/store/artifacts.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { countedIds, sampleArtifact } from '../../support/domain-samples.ts';
import { layTask } from '../../support/streams.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../../support/table.ts';

let table: TestTable;
let storage: LocalStorage;
let bucket: Bucket;
let queue: Queue;
const ids = countedIds();
beforeAll(async () => {
  [table, storage] = await Promise.all([openTestTable(), startStorage()]);
  const cloud = { region: testRegion, endpoint: storage.endpoint, credentials: testCredentials };
  bucket = openBucket({ ...cloud, bucket: storage.bucket });
  queue = openQueue({ ...cloud, queueUrl: storage.queueUrl });
});
afterAll(async () => {
  bucket.s3.destroy();
  queue.sqs.destroy();
  await Promise.all([table.close(), storage.close()]);
});

describe('an artifact', () => {
  it('is put, recorded with its event, listed, and read back by its owner only', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const artifact = sampleArtifact(ids, taskId);
    await putArtifact(bucket, 'alice', artifact, new TextEncoder().encode('a,b\n1'));
    const { events } = await recordArtifact(store, artifact);
    expect(events.map(event => event.type)).toEqual(['artifact.saved']);
    expect((await readTask(store, 'alice', taskId)).state.artifacts).toEqual({ 'data-csv': 1 });
    expect(await listArtifacts(store, taskId)).toEqual([artifact]);
    expect(await readArtifact(store, 'alice', artifact.artifactId)).toEqual(artifact);
    await expect(readArtifact(store, 'bob', artifact.artifactId)).rejects.toMatchObject({ code: 'artifact.not-found' });
    expect(new TextDecoder().decode(await getArtifact(bucket, 'alice', artifact))).toBe('a,b\n1');
    await expect(getArtifact(bucket, 'bob', artifact)).rejects.toMatchObject({ code: 'artifact.not-found' });
  });

  it('has a link that opens a picture in place, for 300 s at most', async () => {
    const { taskId } = await layTask(table.store, ids);
    const picture = sampleArtifact(ids, taskId, { kind: 'screenshot', name: 'step 1.jpg', mediaType: 'image/jpeg' });
    await putArtifact(bucket, 'alice', picture, new Uint8Array([1, 2, 3]));
    const link = await linkArtifact(bucket, 'alice', picture, { now: Date.now(), seconds: 9_999 });
    expect(new URL(link.url).searchParams.get('X-Amz-Expires')).toBe('300');
    const response = await fetch(link.url);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="step 1.jpg"/);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('that is a page is only ever saved, whatever its name says', async () => {
    const { taskId } = await layTask(table.store, ids);
    const name = 'a"; filename=evil.exe\r\nX: y ö.html';
    const page = sampleArtifact(ids, taskId, { kind: 'page-html', name, mediaType: 'text/html' });
    await putArtifact(bucket, 'alice', page, new TextEncoder().encode('<script>'));
    const { url } = await linkArtifact(bucket, 'alice', page, { now: Date.now() });
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    await response.body?.cancel();
    const { searchParams } = new URL(url);
    expect(searchParams.get('response-content-type')).toBe('application/octet-stream');
    expect(searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="a__ filename_evil.exe__X_ y _.html"; filename*=UTF-8''a%22%3B%20filename%3Devil.exe%0D%0AX%3A%20y%20%C3%B6.html`,
    );
  });
});

describe('the queue', () => {
  it('carries a task to whoever receives', async () => {
    const taskId = ids('task');
    await sendTask(queue, taskId);
    const { Messages } = await queue.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, WaitTimeSeconds: 5 }),
    );
    expect(parseMessage(Messages?.[0]?.Body ?? '')).toEqual({ v: 1, taskId });
    const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
    await queue.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.queueUrl, ReceiptHandle }));
  });

  it('puts a message aside that was received five times', async () => {
    const receive = (QueueUrl: string) =>
      queue.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, WaitTimeSeconds: 1 }));
    await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: 'nonsense' }));
    for (let count = 0; count < 5; count += 1) expect((await receive(queue.queueUrl)).Messages).toHaveLength(1);
    expect((await receive(queue.queueUrl)).Messages ?? []).toHaveLength(0);
    expect((await receive(storage.deadLetterUrl)).Messages?.map(({ Body }) => Body)).toEqual(['nonsense']);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"v":1}',
    '{"v":2,"taskId":"tsk_00000000000000000000000001"}',
    '{"v":1,"taskId":"tsk_00000000000000000000000001","more":1}',
    '{"v":1,"taskId":"ses_00000000000000000000000001"}',
    '[{"v":1,"taskId":"tsk_00000000000000000000000001"}]',
  ])('refuses the message %s', body => {
    expect(parseMessage(body)).toBeUndefined();
  });
});
