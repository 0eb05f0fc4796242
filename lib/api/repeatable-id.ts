/** An id that the same request makes again, so that a repeat finds what an earlier try kept. Reads and writes nothing. */

import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import { type IdKind, idPrefixes } from '../domain/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_CHARS = 26;

/** `of` names the request. Without `madeAt`, milliseconds since the epoch, it does not sort by time. */
export function repeatableId(kind: IdKind, of: readonly string[], madeAt?: number): string {
  const hash = createHash('sha256').update(JSON.stringify(of)).digest();
  const time = madeAt === undefined ? '' : encodeTime(madeAt);
  const rest = hash.subarray(0, ULID_CHARS - time.length);
  return `${idPrefixes[kind]}_${time}${Array.from(rest, byte => ALPHABET[byte % ALPHABET.length]).join('')}`;
}
