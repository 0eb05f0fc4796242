/** Reads the command line into a request. Does nothing with it; a wrong argument is one clear sentence. */

import { parseArgs } from 'node:util';
import { Vision } from '../domain/consent.ts';
import { Priority } from '../domain/priority.ts';
import { type AuditRequest, readAuditArguments } from './audit-arguments.ts';
import { type DeadLettersRequest, readDeadLettersArguments } from './dead-letters-arguments.ts';
import { readPlace } from './place.ts';
import { readSecretsArguments, type SecretsRequest } from './secrets-arguments.ts';
import { readTellArguments, type TellRequest } from './tell-arguments.ts';

export interface ErrandRequest {
  readonly kind: 'run';
  readonly text: string;
  /** Says yes without asking. */
  readonly yes: boolean;
  /** Whether the model is shown pictures; `auto` where text says too little. */
  readonly vision: Vision;
  /** How soon it is begun where others wait too. */
  readonly priority: Priority;
  /** One JSON object a line on standard output, for machines. */
  readonly json: boolean;
  /** Where the backend is; undefined: the one running here, or an own one for this errand. */
  readonly url: string | undefined;
  readonly token: string | undefined;
}

export type CommandLine =
  | ErrandRequest
  | SecretsRequest
  | TellRequest
  | AuditRequest
  | DeadLettersRequest
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly reason: string };

export const USAGE = `Usage: npm run errand -- "<what you want>" [--yes] [--vision on|off|auto] [--priority low|normal|high|urgent] [--json] [--url URL --token TOKEN]

  npm run errand -- "go to http://127.0.0.1:4311/ and list the name and price of all kettles as a table"

  --yes          agree to the proposal without asking
  --vision       show the model pictures of pages: on, off, or auto (default): where their text says too little
  --priority     how soon it is begun where others wait too: low, normal (default), high, urgent
  --json         print one JSON object a line: the proposal, each event, the result
  --url, --token another backend (default: the one started here by npm start, or else an own one for this errand)
  --help         this text

While a task runs, say something to its agent (within what you agreed to):
  npm run errand -- tell tsk_… "take the cheaper one"

Secrets, which errands use by their names and no model sees:
  npm run errand -- secrets list
  npm run errand -- secrets set shop-password --kind password --site shop.example.com    (asks for the value, or reads it from a pipe)
  npm run errand -- secrets remove shop-password

The audit: consent, refusals, approvals, secrets, hosts, files and the end, as JSON lines that hold each other by their hashes:
  npm run -s errand -- audit tsk_… > task.jsonl           (audit keys: what happened to your API keys)
  npm run errand -- audit --verify task.jsonl             (--earlier older.jsonl: and nothing in that one was changed since)

For who runs the backend, messages that no worker could handle:
  npm run errand -- dead-letters                          (--json; --queue URL or ERRAND_QUEUE_URL: on AWS)
  npm run errand -- redrive --all                         (or redrive ID: sends them to the workers again; twice does no harm)

Exit code: 0 done · 1 failed · 2 refused (you said no, or the request could not be used) · 130 ended by Ctrl-C before anything ran`;

export function readArguments(argv: readonly string[]): CommandLine {
  try {
    if (argv[0] === 'audit') return readAuditArguments(argv.slice(1));
    if (argv[0] === 'dead-letters' || argv[0] === 'redrive') return readDeadLettersArguments(argv[0], argv.slice(1));
    if (argv[0] === 'tell') return readTellArguments(argv.slice(1));
    if (argv[0] === 'secrets') return readSecretsArguments(argv.slice(1));
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        yes: { type: 'boolean', short: 'y', default: false },
        json: { type: 'boolean', default: false },
        vision: { type: 'string', default: 'auto' },
        priority: { type: 'string', default: 'normal' },
        url: { type: 'string' },
        token: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const text = positionals.join(' ').trim();
    if (text === '') return { kind: 'wrong', reason: 'Say what you want, in quotes.' };
    const place = readPlace({ url: values.url, token: values.token });
    if (typeof place === 'string') return { kind: 'wrong', reason: place };
    const vision = Vision.safeParse(values.vision);
    if (!vision.success)
      return { kind: 'wrong', reason: `--vision is "${values.vision}"; it can be ${Vision.options.join(', ')}.` };
    const priority = Priority.safeParse(values.priority);
    if (!priority.success)
      return { kind: 'wrong', reason: `--priority is "${values.priority}"; it can be ${Priority.options.join(', ')}.` };
    const { yes, json } = values;
    return { kind: 'run', text, yes, json, vision: vision.data, priority: priority.data, ...place };
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) };
  }
}
