/** The way of a person's hands to the page: gathered for a moment, one request at a time, in order. Gives up loudly, never silently. */

import { type Input, queueInput, takeBatch } from '../state/inputs.ts';

/** Longer than a frame, shorter than a person waits. */
const GATHER_MS = 70;

export interface InputLineOptions {
  readonly post: (inputs: readonly Input[]) => Promise<void>;
  /** What waited is dropped with it: it was meant for a page as it was. */
  readonly onFailed: (error: unknown) => void;
  readonly wait?: (ms: number) => Promise<void>;
}

export interface InputLine {
  send(input: Input): void;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
  close(): void;
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

export function openInputLine({ post, onFailed, wait = sleep }: InputLineOptions): InputLine {
  let waiting: readonly Input[] = [];
  let sending: Promise<void> | undefined;
  let isClosed = false;

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0 && !isClosed) {
      await wait(GATHER_MS);
      const [batch, rest] = takeBatch(waiting);
      waiting = rest;
      if (batch.length > 0) await post(batch);
    }
  };
  return {
    send: input => {
      if (isClosed) return;
      waiting = queueInput(waiting, input);
      sending ??= sendAll()
        .catch(error => {
          waiting = [];
          onFailed(error);
        })
        .finally(() => {
          sending = undefined;
        });
    },
    idle: async () => {
      while (sending !== undefined) await sending;
    },
    close: () => {
      isClosed = true;
      waiting = [];
    },
  };
}
