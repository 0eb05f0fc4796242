/** The records of artifacts. The bytes are lib/artifacts' and lie in the bucket before any record names them. */

import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Artifact } from '../domain/artifact.ts';
import { ErrandError } from '../domain/errors.ts';
import { taskIdOfArtifact } from '../domain/ids.ts';
import { changeTask, type TaskChange } from './change.ts';
import { artifactKeyOf, artifactPrefix } from './keys.ts';
import { reach, type Store } from './store.ts';

interface ArtifactItem {
  readonly ownerId: string;
  readonly artifact: Artifact;
}

/** Appends `artifact.saved` and the record in one transaction. Call it after the bytes are in the bucket. */
export async function recordArtifact(store: Store, artifact: Artifact, fence?: number): Promise<TaskChange> {
  return changeTask(store, artifact.taskId, () => [{ type: 'artifact.saved', data: { artifact } }], {
    fence,
    alongside: ({ task }) => ({ puts: [artifactPut(task.ownerId, artifact)] }),
  });
}

/** The record as a part of another append, where the event goes with others. */
function artifactPut(ownerId: string, artifact: Artifact) {
  const item: ArtifactItem = { ownerId, artifact };
  return { key: artifactKeyOf(artifact.taskId, artifact.artifactId), item: { ...item }, ifAbsent: true as const };
}

/** All artifacts of a task, oldest first. The caller has read the task, and so checked whose it is. */
export async function listArtifacts(store: Store, taskId: string): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': artifactKeyOf(taskId, '').pk, ':prefix': artifactPrefix },
      ConsistentRead: true,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const page = await reach(() => store.db.send(command));
    for (const item of page.Items ?? []) artifacts.push((item as unknown as ArtifactItem).artifact);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return artifacts;
}

/** Throws `artifact.not-found`, for a foreign one too. */
export async function readArtifact(store: Store, ownerId: string, artifactId: string): Promise<Artifact> {
  const Key = artifactKeyOf(taskIdOfArtifact(artifactId), artifactId);
  const got = await reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  const item = got.Item as unknown as ArtifactItem | undefined;
  if (item === undefined || item.ownerId !== ownerId) {
    throw new ErrandError('artifact.not-found', `There is no artifact ${artifactId}.`);
  }
  return item.artifact;
}
