/** Reads `audit …` into a request: export one task's audit, or check an exported file. Opens nothing. */

import { parseArgs } from 'node:util';
import { readPlace } from './place.ts';

export interface AuditRequest {
  readonly kind: 'audit';
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly doing:
    | { readonly kind: 'export'; readonly taskId: string }
    | { readonly kind: 'export-keys' }
    | { readonly kind: 'verify'; readonly file: string; readonly earlier: string | undefined };
}

type Read = AuditRequest | { readonly kind: 'wrong'; readonly reason: string };

/** Throws what `parseArgs` throws, in words for people. */
export function readAuditArguments(argv: readonly string[]): Read {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      verify: { type: 'string' },
      earlier: { type: 'string' },
      url: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const { url, token, verify: file, earlier } = values;
  const place = readPlace({ url, token });
  if (typeof place === 'string') return wrong(place);
  const at = { kind: 'audit', ...place } as const;
  const [what, ...rest] = positionals;
  if (file !== undefined) {
    return what === undefined ? { ...at, doing: { kind: 'verify', file, earlier } } : wrong('--verify takes one file.');
  }
  if (earlier !== undefined) return wrong('--earlier goes with --verify.');
  if (rest.length > 0 || what === undefined) return wrong(USE);
  if (what === 'keys') return { ...at, doing: { kind: 'export-keys' } };
  return what.startsWith('tsk_') ? { ...at, doing: { kind: 'export', taskId: what } } : wrong(USE);
}

const USE = 'Say audit TASK, audit keys, or audit --verify FILE [--earlier FILE].';

const wrong = (reason: string): Read => ({ kind: 'wrong', reason });
