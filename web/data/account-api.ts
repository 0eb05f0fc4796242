/** The routes of tasks as a list, and of the owner's own: secrets, keys, limits, figures. A value goes in and never comes out. */

import { createClient } from '../../lib/api/client.ts';
import type { ApiKey, KeyScope } from '../../lib/domain/api-key.ts';
import type { AuditEntry } from '../../lib/domain/audit.ts';
import type { BoundField, SecretFacts, SecretKind } from '../../lib/domain/secret.ts';
import type { Task } from '../../lib/domain/task.ts';

export interface TaskPage {
  readonly items: readonly Task[];
  readonly cursor?: string | undefined;
}

export interface SecretRow extends SecretFacts {
  readonly madeAt: string;
  readonly updatedAt: string;
  readonly lastUsedAt?: string | undefined;
}

export interface NewSecret {
  readonly name: string;
  readonly kind: SecretKind;
  readonly sites: readonly string[];
  /** Left out: those usual for its kind. */
  readonly fields?: readonly BoundField[] | undefined;
  readonly value: string;
}

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** Left out: good until it is revoked. */
  readonly expiresInDays?: number | undefined;
}

interface Used {
  readonly used: number;
  readonly limit: number;
}

export interface Me {
  readonly ownerId: string;
  readonly requests: { readonly perMinute: number; readonly atOnce: number };
  readonly runningTasks: Used;
  readonly today: { readonly day: string; readonly tasks: Used; readonly usd: Used & { readonly spent: number } };
  readonly messagesInAnswer: number;
}

export interface DayFigures {
  /** In UTC. */
  readonly day: string;
  readonly tasks: number;
  readonly usd: { readonly spent: number; readonly reserved: number };
  /** These and the rest: of what was begun on it and has ended. */
  readonly steps: number;
  readonly seconds: number;
  readonly tokens: number;
}

export interface AccountApi {
  listTasks(page: { readonly limit: number; readonly cursor?: string | undefined }): Promise<TaskPage>;
  readTask(taskId: string): Promise<Task>;
  readMe(): Promise<Me>;
  readDays(days: number): Promise<readonly DayFigures[]>;
  listSecrets(): Promise<readonly SecretRow[]>;
  storeSecret(secret: NewSecret): Promise<void>;
  removeSecret(name: string): Promise<void>;
  listKeys(): Promise<readonly ApiKey[]>;
  /** Gives the key's secret, which is nowhere else from then on. */
  makeKey(key: NewKey): Promise<{ readonly key: ApiKey; readonly secret: string }>;
  revokeKey(keyId: string): Promise<void>;
  readAudit(): Promise<readonly AuditEntry[]>;
  /** As JSON lines. */
  exportAudit(): Promise<string>;
}

export function openAccountApi(baseUrl: string, token: string): AccountApi {
  const client = createClient({ baseUrl, token });
  return {
    listTasks: ({ limit, cursor }) =>
      client.call('GET /tasks', { query: { limit, ...(cursor === undefined ? {} : { cursor }) } }),
    readTask: async taskId => (await client.call('GET /tasks/{taskId}', { params: { taskId } })).task,
    readMe: () => client.call('GET /me'),
    readDays: async days => (await client.call('GET /metrics', { query: { days } })).days,
    listSecrets: async () => (await client.call('GET /secrets')).items,
    storeSecret: async ({ sites, fields, ...rest }) => {
      const bounds = fields === undefined ? {} : { fields: [...fields] };
      await client.call('POST /secrets', { body: { ...rest, sites: [...sites], ...bounds } });
    },
    removeSecret: async name => {
      await client.call('DELETE /secrets/{name}', { params: { name } });
    },
    listKeys: async () => (await client.call('GET /keys')).items,
    makeKey: ({ name, scopes, expiresInDays }) =>
      client.call('POST /keys', {
        body: { name, scopes: [...scopes], ...(expiresInDays === undefined ? {} : { expiresInDays }) },
      }),
    revokeKey: async keyId => {
      await client.call('POST /keys/{keyId}/revoke', { params: { keyId } });
    },
    readAudit: async () => (await client.call('GET /audit')).items,
    exportAudit: () => client.call('GET /audit/export'),
  };
}
