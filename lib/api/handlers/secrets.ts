/** The handlers of the owner's secrets. They seal; they cannot open, and tell no value back. */

import { ErrandError } from '../../domain/errors.ts';
import { fieldsOfKind, type SecretKind } from '../../domain/secret.ts';
import { seal } from '../../secrets/seal.ts';
import { parseTotpSeed } from '../../secrets/totp.ts';
import { deleteSecret, findSecret, listSecrets, putSecret, type SecretRecord } from '../../store/secrets.ts';
import type { SecretDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { freeWaiting } from '../free-waiting.ts';
import { noteKey } from '../note-key.ts';
import type { SecretView, secretRoutes } from '../routes/secrets.ts';

const MAX_CHARS = 4_096;

export const secretHandlers: Handlers<SecretDeps, typeof secretRoutes> = {
  async 'POST /secrets'({ store, keys, clock }, { body, ownerId, caller }) {
    const { name, kind, sites } = body;
    const value = checkValue(kind, body.value);
    const fields = checkFields(kind, body.fields ?? fieldsOfKind[kind]);
    const before = await findSecret(store, ownerId, name);
    const of = { ownerId, name, kind, sites, fields: [...fields], version: (before?.version ?? 0) + 1 };
    const now = new Date(clock()).toISOString();
    const record: SecretRecord = {
      ...of,
      sealed: { ...(await seal(keys, value, of)) },
      madeAt: before?.madeAt ?? now,
      updatedAt: now,
      ...(before?.lastUsedAt === undefined ? {} : { lastUsedAt: before.lastUsedAt }),
    };
    await putSecret(store, record);
    await freeWaiting({ store, clock }, { ownerId, name, by: noteKey(caller) });
    return { body: { secret: viewOf(record) } };
  },

  async 'GET /secrets'({ store }, { ownerId }) {
    return { body: { items: (await listSecrets(store, ownerId)).map(viewOf) } };
  },

  async 'DELETE /secrets/{name}'({ store }, { params, ownerId }) {
    await deleteSecret(store, ownerId, params.name);
    return { body: { removed: params.name } };
  },
};

/** Says what is wrong without a word of it. */
function checkValue(kind: SecretKind, value: unknown): string {
  const wrong = (why: string): ErrandError => new ErrandError('secret.invalid', `The value of a ${kind} ${why}.`);
  if (typeof value !== 'string' || value === '') throw wrong('must be a text that is not empty');
  if (value.length > MAX_CHARS) throw wrong(`may have ${MAX_CHARS} characters`);
  if (/[\r\n\0]/.test(value)) throw wrong('must be one line');
  if (kind === 'totp' && parseTotpSeed(value) === undefined)
    throw wrong('must be a base32 seed of 8 bytes or more, or an otpauth://totp/ address');
  if (kind === 'basic' && !/^[^:]+:./.test(value)) throw wrong('must be a user name, a colon and a password');
  return value;
}

function checkFields(kind: SecretKind, fields: SecretRecord['fields']): SecretRecord['fields'] {
  if ((kind === 'basic') !== (fields.length === 0))
    throw new ErrandError('secret.invalid', 'A basic secret goes into no field, and any other into one at least.');
  return [...new Set(fields)];
}

function viewOf({ name, kind, sites, fields, madeAt, updatedAt, lastUsedAt }: SecretRecord): SecretView {
  const view = { name, kind, sites: [...sites], fields: [...fields], madeAt, updatedAt };
  return lastUsedAt === undefined ? view : { ...view, lastUsedAt };
}
