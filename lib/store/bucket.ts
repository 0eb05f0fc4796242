/** The token bucket of requests, one an owner. Each decision is one conditional write; no write is ever undone.
 *
 * The item keeps one number, `fullAt`: when the bucket will be full again. A request moves it on by the time one token takes
 * to refill, and is refused where that would lie further ahead than the whole bucket takes. DynamoDB has no `max(fullAt, now)`,
 * so the write is either the one for a full bucket or the one for a bucket in use; the failed condition tells the truth.
 */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import type { Limits } from '../domain/quota.ts';
import { bucketKey, expiryAttribute } from './keys.ts';
import { isConditionFailure, reach, type Store } from './store.ts';

type Rate = Pick<Limits, 'requestsPerMinute' | 'burst'>;

const MINUTE_MS = 60_000;
/** An idle bucket is full: forgetting it changes nothing. */
const KEPT_SECONDS = 3_600;
/** Each try can fail only because another request of the owner was decided in between. */
const MAX_TRIES = 6;

/** Throws `rate.exceeded` with the seconds after which one token is there again. */
export async function takeToken(store: Store, ownerId: string, rate: Rate): Promise<void> {
  const tokenMs = MINUTE_MS / rate.requestsPerMinute;
  const wholeMs = tokenMs * rate.burst;
  let fullAt: number | undefined;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const now = store.clock();
    const isInUse = fullAt !== undefined && fullAt > now;
    if (fullAt !== undefined && fullAt + tokenMs - now > wholeMs + ROUNDING_MS)
      throw tooMany(fullAt + tokenMs - now - wholeMs);
    const write = isInUse ? takeFromUsed(now, { tokenMs, wholeMs }) : takeFromFull(now, tokenMs);
    const found = await update(store, ownerId, write);
    if (found === 'taken') return;
    fullAt = found.fullAt;
  }
  // Many of one owner's requests at the very same moment: the next second is theirs.
  throw tooMany(tokenMs);
}

/** Sums of fractions of a millisecond are not exact. */
const ROUNDING_MS = 0.01;

function tooMany(waitMs: number): ErrandError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new ErrandError('rate.exceeded', `Another request is taken in ${retryAfterSeconds} s.`, { retryAfterSeconds });
}

interface Write {
  readonly set: string;
  readonly condition: string;
  readonly values: Readonly<Record<string, number>>;
}

const takeFromFull = (now: number, tokenMs: number): Write => ({
  set: 'fullAt = :next',
  condition: 'attribute_not_exists(fullAt) OR fullAt <= :now',
  values: { ':next': now + tokenMs, ':now': now },
});

const takeFromUsed = (now: number, { tokenMs, wholeMs }: { tokenMs: number; wholeMs: number }): Write => ({
  set: 'fullAt = fullAt + :token',
  condition: 'fullAt > :now AND fullAt <= :last',
  values: { ':token': tokenMs, ':now': now, ':last': now + wholeMs - tokenMs + ROUNDING_MS },
});

async function update(
  store: Store,
  ownerId: string,
  { set, condition, values }: Write,
): Promise<'taken' | { readonly fullAt: number }> {
  const expires = Math.ceil(store.clock() / 1_000) + KEPT_SECONDS;
  const command = new UpdateCommand({
    TableName: store.table,
    Key: bucketKey(ownerId),
    UpdateExpression: `SET ${set}, ${expiryAttribute} = :expires`,
    ConditionExpression: condition,
    ExpressionAttributeValues: { ...values, ':expires': expires },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await reach(() => store.db.send(command));
    return 'taken';
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    return { fullAt: numberIn(error) ?? 0 };
  }
}

/** The document client leaves the item of a failed condition as the wire has it. */
function numberIn(error: unknown): number | undefined {
  const item: unknown = error instanceof Error && 'Item' in error ? error.Item : undefined;
  const found: unknown = typeof item === 'object' && item !== null && 'fullAt' in item ? item.fullAt : undefined;
  if (typeof found === 'number') return found;
  return typeof found === 'object' && found !== null && 'N' in found ? Number(found.N) : undefined;
}
