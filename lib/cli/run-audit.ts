/** Exports an audit over the API, or checks an exported file by itself. What a file says is printed without what drives a terminal. */

import { readFile } from 'node:fs/promises';
import type { Client } from '../api/client.ts';
import { onOneLine } from '../domain/plain-text.ts';
import { verifyAudit } from '../domain/verify-audit.ts';
import type { AuditRequest } from './audit-arguments.ts';
import { Unusable } from './unusable.ts';

type Doing = AuditRequest['doing'];

export const isVerify = (doing: Doing): doing is Extract<Doing, { kind: 'verify' }> => doing.kind === 'verify';

/** The lines as they came, for a file or another program. Throws `ApiError`. */
export async function exportAudit(client: Client, doing: Exclude<Doing, { kind: 'verify' }>): Promise<string> {
  switch (doing.kind) {
    case 'export':
      return client.call('GET /tasks/{taskId}/audit', { params: { taskId: doing.taskId } });
    case 'export-keys':
      return client.call('GET /audit/export');
    default:
      return doing satisfies never;
  }
}

export interface Verdict {
  readonly holds: boolean;
  readonly lines: readonly string[];
}

/** A file that is no audit at all has as many faults as lines. */
const MAX_FAULTS = 50;

/** Needs no backend. Throws `Unusable`. */
export async function verifyFile({ file, earlier }: Extract<Doing, { kind: 'verify' }>): Promise<Verdict> {
  const before = earlier === undefined ? undefined : await read(earlier);
  const { faults, streams } = verifyAudit(await read(file), before);
  const found = streams.map(({ stream, events, hash }) => onOneLine(`${stream}  ${events} events  ${hash}`));
  if (faults.length === 0) return { holds: true, lines: [...found, 'The chain holds.'] };
  const told = faults
    .slice(0, MAX_FAULTS)
    .map(({ line, what }) => onOneLine(line === 0 ? what : `line ${line}: ${what}`));
  const more = faults.length > MAX_FAULTS ? [`and ${faults.length - MAX_FAULTS} more`] : [];
  return { holds: false, lines: [...found, ...told, ...more, 'The chain is broken.'] };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unusable(`${JSON.stringify(file)} cannot be read: ${why}`, error);
  }
}
