/** Shows what was put aside, or sends it again. What a message says is printed without what drives a terminal. */

import { isErrandError } from '../domain/errors.ts';
import { onOneLine } from '../domain/plain-text.ts';
import { type DeadLetter, listDeadLetters, redriveAll, redriveOne } from '../queue/dead-letters.ts';
import type { Queue } from '../queue/queue.ts';
import type { DeadLettersRequest } from './dead-letters-arguments.ts';
import { Unusable } from './unusable.ts';

export interface Told {
  readonly found: boolean;
  readonly lines: readonly string[];
}

/** Throws `Unusable` where the queue says no or is not there. */
export async function runDeadLetters(queue: Queue, { doing }: DeadLettersRequest, now: number): Promise<Told> {
  try {
    return await tell(queue, doing, now);
  } catch (error) {
    if (isErrandError(error) || !(error instanceof Error)) throw error;
    throw new Unusable(`${queue.queueUrl} cannot be used: ${onOneLine(error.message)}`, error);
  }
}

async function tell(queue: Queue, doing: DeadLettersRequest['doing'], now: number): Promise<Told> {
  switch (doing.kind) {
    case 'list': {
      const letters = await listDeadLetters(queue);
      if (doing.json) return { found: true, lines: letters.map(letter => JSON.stringify(letter)) };
      if (letters.length === 0) return { found: true, lines: ['There are no dead letters.'] };
      return { found: true, lines: letters.map(letter => lineOf(letter, now)) };
    }
    case 'redrive-all': {
      const count = await redriveAll(queue, now);
      return { found: true, lines: [count === 0 ? 'There are no dead letters.' : `${count} sent again.`] };
    }
    case 'redrive-one': {
      const found = await redriveOne(queue, doing.id);
      return {
        found,
        lines: [found ? `${doing.id} is sent again.` : `There is no dead letter ${onOneLine(doing.id)}.`],
      };
    }
    default:
      return doing satisfies never;
  }
}

const MAX_BODY = 200;

const lineOf = ({ id, body, why, sentAt }: DeadLetter, now: number): string =>
  [id, ageOf(now - sentAt).padEnd(8), onOneLine(why), onOneLine(body.slice(0, MAX_BODY))].join('  ');

/** Such as `3 h`. */
function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 2 * 24 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
}
