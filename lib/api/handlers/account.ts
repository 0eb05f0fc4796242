/** The handlers of the owner's own access. The only place that sees a key's secret, once. */

import { type ApiKey, hashOfSecret, isUsable, writeKeyToken } from '../../domain/api-key.ts';
import { writeLines } from '../../domain/audit-line.ts';
import { ErrandError } from '../../domain/errors.ts';
import { dayOf, usdOf } from '../../domain/quota.ts';
import { createKey, listKeys, revokeKey } from '../../store/api-keys.ts';
import { exportAccount, readAudit } from '../../store/audit.ts';
import { readUsage } from '../../store/usage.ts';
import { addDays, type DaySums, daysUpTo, readDays } from '../../store/usage-days.ts';
import type { AccountDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import type { accountRoutes } from '../routes/account.ts';

/** Of usable ones. The check is not exact where many are made at the same moment; it bounds a mistake, not an attack. */
const MAX_KEYS = 50;
const DAY_MS = 86_400_000;

export const accountHandlers: Handlers<AccountDeps, typeof accountRoutes> = {
  async 'GET /me'({ store, limits, clock }, { ownerId, caller }) {
    const day = dayOf(clock());
    const { running, calls, tasks, micros, spentMicros } = await readUsage(store, ownerId, day);
    const { requestsPerMinute: perMinute, burst: atOnce, runningTasks, tasksPerDay, usdPerDay } = limits;
    const key = caller.kind === 'key' ? { keyId: caller.keyId, scopes: [...caller.scopes] } : {};
    return {
      body: {
        ownerId,
        ...key,
        requests: { perMinute, atOnce },
        runningTasks: { used: running.length, limit: runningTasks },
        today: {
          day,
          tasks: { used: tasks, limit: tasksPerDay },
          usd: { used: usdOf(micros), limit: usdPerDay, spent: usdOf(spentMicros) },
        },
        messagesInAnswer: calls.length,
      },
    };
  },

  async 'GET /metrics'({ store, clock }, { query, ownerId }) {
    const [{ running, calls }, sums] = await Promise.all([
      readUsage(store, ownerId),
      readDays(store, ownerId, daysUpTo(clock(), query.days)),
    ]);
    const figuresOf = ({ tasks, spentMicros, reservedMicros, ...use }: Omit<DaySums, 'day'>) => {
      const { steps, seconds, tokens, bytes } = use;
      const usd = { spent: usdOf(spentMicros), reserved: usdOf(reservedMicros) };
      return { tasks, usd, steps, seconds, tokens, bytes };
    };
    return {
      body: {
        days: sums.map(day => ({ day: day.day, ...figuresOf(day) })),
        total: figuresOf(addDays(sums)),
        now: { runningTasks: running.length, messagesInAnswer: calls.length },
      },
    };
  },

  async 'POST /keys'({ store, ids, clock, randomSecret }, { body, ownerId }) {
    const now = clock();
    const usable = (await listKeys(store, ownerId)).filter(key => isUsable(key, now));
    if (usable.length >= MAX_KEYS) {
      throw new ErrandError('key.too-many', `You have ${usable.length} API keys; ${MAX_KEYS} is the limit.`);
    }
    const { name, expiresInDays } = body;
    const expiry =
      expiresInDays === undefined ? {} : { expiresAt: new Date(now + expiresInDays * DAY_MS).toISOString() };
    const key: ApiKey = {
      keyId: ids('key'),
      name,
      scopes: [...new Set(body.scopes)],
      createdAt: new Date(now).toISOString(),
      ...expiry,
    };
    const secret = randomSecret();
    await createKey(store, ownerId, { key, hash: hashOfSecret(secret) });
    return { body: { key, secret: writeKeyToken({ keyId: key.keyId, secret }) } };
  },

  async 'GET /keys'({ store }, { ownerId }) {
    return { body: { items: await listKeys(store, ownerId) } };
  },

  async 'POST /keys/{keyId}/revoke'({ store, closeSockets }, { params, ownerId }) {
    const key = await revokeKey(store, ownerId, params.keyId);
    await closeSockets(ownerId, params.keyId);
    return { body: { key } };
  },

  async 'GET /audit'({ store }, { query, ownerId }) {
    return { body: { items: await readAudit(store, ownerId, query.limit) } };
  },

  async 'GET /audit/export'({ store }, { ownerId }) {
    const headers = { 'content-disposition': 'attachment; filename="keys.audit.jsonl"' };
    return { body: writeLines(await exportAccount(store, ownerId)), headers };
  },
};
