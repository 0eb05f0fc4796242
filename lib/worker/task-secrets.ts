/** The secrets of one task: those its consent names, opened for this run alone, and given to a field only where they may go. */

import type { Credentials } from '../browser/basic-auth.ts';
import type { SecretSource } from '../browser/secret-source.ts';
import { isErrandError, refusal } from '../domain/errors.ts';
import { secretsOf } from '../domain/scope.ts';
import { canFill, isBoundTo, placeholdersIn, replacePlaceholders, type SecretFacts } from '../domain/secret.ts';
import type { Task } from '../domain/task.ts';
import { makeRedactor, type Redactor } from '../secrets/redactor.ts';
import { open, type Sealed } from '../secrets/seal.ts';
import { parseTotpSeed, totpAt } from '../secrets/totp.ts';
import { findSecret, markSecretUsed, type SecretRecord } from '../store/secrets.ts';
import type { SecretUse } from './record-secrets.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface TaskSecrets {
  /** For the prompt. */
  readonly facts: readonly SecretFacts[];
  readonly source: SecretSource;
  readonly credentials: Credentials;
  readonly redactor: Redactor;
  /** Each that was put into a field or given to a server, in order. */
  readonly uses: () => readonly SecretUse[];
}

interface Opened {
  readonly record: SecretRecord;
  readonly value: string;
}

type Kept = ReadonlyMap<string, Opened>;

/** All are opened at the start, though few may be typed: what a page says of any of them must not get through. */
export async function openTaskSecrets(deps: WorkerDeps, task: Task): Promise<TaskSecrets> {
  const redactor = makeRedactor();
  const kept = new Map<string, Opened>();
  const typed = new Set<string>();
  const uses: SecretUse[] = [];
  const named = secretsOf(task.consent.scope);
  for (const name of named) await openOne(deps, task, { name, kept, redactor }).catch(unlessUnreadable);
  return {
    facts: [...kept.values()].map(({ record }) => record).map(factsOf),
    redactor,
    credentials: origin => credentialsFor(deps, task, { kept, typed, uses, origin }),
    uses: () => uses,
    source: {
      values: () => [...typed],
      async resolve(asked, field) {
        const values = new Map<string, string>();
        for (const name of placeholdersIn(asked)) {
          if (!named.includes(name))
            return refusal('secret.not-consented', `The consent does not name the secret "${name}".`);
          // Looked up again each time: the person may have stored, changed or removed it meanwhile.
          const opened = await openOne(deps, task, { name, kept, redactor }).catch(unlessUnreadable);
          if (opened === 'unreadable') return refusal('secret.unreadable', `The secret "${name}" cannot be opened.`);
          if (opened === undefined) return refusal('secret.missing', `There is no secret "${name}" yet.`);
          const ruling = canFill(opened.record, field);
          if (!ruling.ok) return ruling;
          values.set(name, typedOf(deps, opened, redactor));
        }
        for (const [name, value] of values) {
          typed.add(value);
          uses.push({ name, origin: field.origin });
          await noteUse(deps, task, name);
        }
        return { ok: true, value: replacePlaceholders(asked, values) };
      },
    },
  };
}

interface Opening {
  readonly name: string;
  readonly kept: Map<string, Opened>;
  readonly redactor: Redactor;
}

async function openOne(
  deps: WorkerDeps,
  { ownerId, taskId }: Task,
  { name, kept, redactor }: Opening,
): Promise<Opened | undefined> {
  const record = await findSecret(deps.store, ownerId, name);
  if (record === undefined || deps.keys === undefined) {
    kept.delete(name);
    if (record !== undefined) deps.log('error', 'a task names secrets, but no key is set', { taskId });
    return undefined;
  }
  const known = kept.get(name);
  if (known !== undefined && known.record.version === record.version) return known;
  const sealed = record.sealed as unknown as Sealed;
  const opened = { record, value: await open(deps.keys, sealed, record) };
  kept.set(name, opened);
  redactor.add({ ...record, value: opened.value });
  return opened;
}

function unlessUnreadable(error: unknown): 'unreadable' {
  if (isErrandError(error, 'secret.unreadable')) return 'unreadable';
  throw error;
}

/** A code lasts for half a minute and is a secret for so long. */
function typedOf({ clock }: WorkerDeps, { record, value }: Opened, redactor: Redactor): string {
  const seed = record.kind === 'totp' ? parseTotpSeed(value) : undefined;
  if (seed === undefined) return value;
  const code = totpAt(seed, clock());
  redactor.add({ ...record, value: code });
  return code;
}

interface Challenged {
  readonly kept: Kept;
  readonly typed: Set<string>;
  readonly uses: SecretUse[];
  readonly origin: string;
}

function credentialsFor(
  deps: WorkerDeps,
  task: Task,
  { kept, typed, uses, origin }: Challenged,
): ReturnType<Credentials> {
  const found = [...kept.values()].find(({ record }) => record.kind === 'basic' && isBoundTo(record, origin));
  if (found === undefined) return undefined;
  const { name } = found.record;
  uses.push({ name, origin });
  void noteUse(deps, task, name);
  const at = found.value.indexOf(':');
  const given = { username: found.value.slice(0, at), password: found.value.slice(at + 1) };
  typed.add(given.password);
  return given;
}

/** Worth no failure. */
async function noteUse(deps: WorkerDeps, { ownerId, taskId }: Task, name: string): Promise<void> {
  await markSecretUsed(deps.store, ownerId, name).catch(() =>
    deps.log('warn', 'the use of a secret could not be noted', { taskId }),
  );
}

const factsOf = ({ name, kind, sites, fields }: SecretRecord): SecretFacts => ({ name, kind, sites, fields });
