/** `npm run errand -- "…"`: the command line over the same API as everything else. Exit code 0 done, 1 failed, 2 refused. */

import { ApiError, createClient } from '../api/client.ts';
import { isErrandError } from '../domain/errors.ts';
import { withoutControls } from '../domain/plain-text.ts';
import { type ErrandRequest, readArguments, USAGE } from './arguments.ts';
import type { AuditRequest } from './audit-arguments.ts';
import { findBackend } from './find-backend.ts';
import { exportAudit, isVerify, verifyFile } from './run-audit.ts';
import { runErrand } from './run-errand.ts';
import { runSecrets } from './run-secrets.ts';
import type { SecretsRequest } from './secrets-arguments.ts';
import { openTerminal } from './terminal.ts';

const DONE = 0;
const FAILED = 1;
const REFUSED = 2;

async function main(): Promise<number> {
  const command = readArguments(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      console.log(USAGE);
      return DONE;
    case 'wrong':
      console.error(`${command.reason}\n\n${USAGE}`);
      return REFUSED;
    case 'run':
      return run(command);
    case 'secrets':
      return keepSecrets(command);
    case 'audit':
      return audit(command);
    default:
      return command satisfies never;
  }
}

async function run(request: ErrandRequest): Promise<number> {
  const terminal = openTerminal(request.json);
  const backend = await findBackend({ url: request.url, token: request.token, env: process.env, say: terminal.note });
  try {
    const client = createClient({ baseUrl: backend.url, token: backend.token });
    const end = await runErrand(client, request, terminal);
    if (end.kind === 'refused') {
      terminal.note(end.why);
      return REFUSED;
    }
    return end.result.status === 'completed' ? DONE : FAILED;
  } finally {
    terminal.close();
    await backend.close();
  }
}

async function keepSecrets(request: SecretsRequest): Promise<number> {
  const say = (line: string): void => console.error(line);
  const { url, token } = request;
  const backend = await findBackend({ url, token, env: process.env, say });
  try {
    const client = createClient({ baseUrl: backend.url, token: backend.token });
    for (const line of await runSecrets(client, request, { stdin: process.stdin, say })) console.log(line);
    return DONE;
  } finally {
    await backend.close();
  }
}

async function audit({ doing, url, token }: AuditRequest): Promise<number> {
  if (isVerify(doing)) {
    const { holds, lines } = await verifyFile(doing);
    for (const line of lines) console.log(line);
    return holds ? DONE : FAILED;
  }
  const backend = await findBackend({ url, token, env: process.env, say: line => console.error(line) });
  try {
    const client = createClient({ baseUrl: backend.url, token: backend.token });
    const text = await exportAudit(client, doing);
    // A pipe takes it in parts, and the process ends right after.
    await new Promise(resolve => process.stdout.write(text, resolve));
    return DONE;
  } finally {
    await backend.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof ApiError)
    return `${error.code}: ${error.problem?.detail ?? error.message}\n  ${error.problem?.hint ?? ''}`;
  if (isErrandError(error)) return `${error.code}: ${error.detail}\n  ${error.hint}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.exitCode = await main().catch(error => {
  console.error(withoutControls(explain(error)));
  return error instanceof ApiError && error.status < 500 ? REFUSED : FAILED;
});
// A child or a socket that lingers must not keep the terminal.
process.exit();
