/** `npm run errand -- "…"`: the command line over the same API as everything else. Exit code 0 done, 1 failed, 2 refused. */

import { withoutControls } from '../domain/plain-text.ts';
import { type ErrandRequest, readArguments, USAGE } from './arguments.ts';
import type { AuditRequest } from './audit-arguments.ts';
import type { DeadLettersRequest } from './dead-letters-arguments.ts';
import { explain, isRefusal } from './explain.ts';
import { findBackend } from './find-backend.ts';
import { findQueue } from './find-queue.ts';
import { openClient } from './open-client.ts';
import { exportAudit, isVerify, verifyFile } from './run-audit.ts';
import { runDeadLetters } from './run-dead-letters.ts';
import { runErrand } from './run-errand.ts';
import { runSecrets } from './run-secrets.ts';
import { runTell } from './run-tell.ts';
import type { SecretsRequest } from './secrets-arguments.ts';
import type { TellRequest } from './tell-arguments.ts';
import { openTerminal } from './terminal.ts';

const DONE = 0;
const FAILED = 1;
const REFUSED = 2;
const INTERRUPTED = 130;

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
    case 'tell':
      return tell(command);
    case 'audit':
      return audit(command);
    case 'dead-letters':
      return deadLetters(command);
    default:
      return command satisfies never;
  }
}

async function run(request: ErrandRequest): Promise<number> {
  const terminal = openTerminal(request.json);
  const backend = await findBackend({ url: request.url, token: request.token, env: process.env, say: terminal.note });
  try {
    const client = openClient(backend, terminal.note);
    const end = await runErrand(client, request, terminal);
    switch (end.kind) {
      case 'interrupted':
        terminal.note('Nothing was run.');
        return INTERRUPTED;
      case 'refused':
        terminal.note(end.why);
        return REFUSED;
      case 'ended':
        return end.result.status === 'completed' ? DONE : FAILED;
      default:
        return end satisfies never;
    }
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
    const client = openClient(backend, say);
    for (const line of await runSecrets(client, request, { stdin: process.stdin, say })) console.log(line);
    return DONE;
  } finally {
    await backend.close();
  }
}

async function tell(request: TellRequest): Promise<number> {
  const say = (line: string): void => console.error(line);
  const { url, token } = request;
  const backend = await findBackend({ url, token, env: process.env, say });
  try {
    console.log(await runTell(openClient(backend, say), request));
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
  const say = (line: string): void => console.error(line);
  const backend = await findBackend({ url, token, env: process.env, say });
  try {
    const client = openClient(backend, say);
    const text = await exportAudit(client, doing);
    // A pipe takes it in parts, and the process ends right after.
    await new Promise(resolve => process.stdout.write(text, resolve));
    return DONE;
  } finally {
    await backend.close();
  }
}

async function deadLetters(request: DeadLettersRequest): Promise<number> {
  const { found, lines } = await runDeadLetters(findQueue(request.queueUrl, process.env), request, Date.now());
  for (const line of lines) console.log(line);
  return found ? DONE : FAILED;
}

// Whoever reads a pipe may stop: `errand … --json | head -1`. Nobody is left then to tell anything.
process.stdout.on('error', () => process.exit(FAILED));

process.exitCode = await main().catch(error => {
  console.error(withoutControls(explain(error)));
  return isRefusal(error) ? REFUSED : FAILED;
});
// A child or a socket that lingers must not keep the terminal.
process.exit();
