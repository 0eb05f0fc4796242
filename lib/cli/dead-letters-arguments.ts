/** Reads `dead-letters` and `redrive …` into a request. For who runs the backend: they go to the queue itself, not to the API. */

import { parseArgs } from 'node:util';

export interface DeadLettersRequest {
  readonly kind: 'dead-letters';
  /** The workers' queue; undefined: that of ERRAND_QUEUE_URL, or of the backend that runs here. */
  readonly queueUrl: string | undefined;
  readonly doing:
    | { readonly kind: 'list'; readonly json: boolean }
    | { readonly kind: 'redrive-all' }
    | { readonly kind: 'redrive-one'; readonly id: string };
}

type Read = DeadLettersRequest | { readonly kind: 'wrong'; readonly reason: string };

/** Throws what `parseArgs` throws, in words for people. */
export function readDeadLettersArguments(verb: 'dead-letters' | 'redrive', argv: readonly string[]): Read {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      queue: { type: 'string' },
    },
  });
  const { all, json, queue: queueUrl } = values;
  const [id, ...rest] = positionals;
  const at = { kind: 'dead-letters', queueUrl } as const;
  if (verb === 'dead-letters') {
    return id === undefined && !all ? { ...at, doing: { kind: 'list', json } } : wrong('Say dead-letters [--json].');
  }
  if (json || rest.length > 0 || (id === undefined) === !all) return wrong('Say redrive --all, or redrive ID.');
  return { ...at, doing: id === undefined ? { kind: 'redrive-all' } : { kind: 'redrive-one', id } };
}

const wrong = (reason: string): Read => ({ kind: 'wrong', reason });
