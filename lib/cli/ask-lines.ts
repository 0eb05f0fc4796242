/** Asks for one line at a time, of a person who types or of a pipe. Knows no question by itself. */

import type { Interface } from 'node:readline';

export interface AskLines {
  /**
   * Undefined: nobody will answer, for the input has ended or Ctrl-C was pressed. `anew`: what a pipe said before the
   * question was shown is no answer to it, and is dropped.
   */
  ask(question: string, when?: 'anew'): Promise<string | undefined>;
  /** Ends the question that is open. */
  giveUp(): void;
}

interface From {
  readonly input: Interface;
  /** True where a person types. */
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
}

/** A pipe says all of its lines at once, long before they are asked for. What a person types unasked answers nothing. */
export function askLines({ input, isTerminal, write }: From): AskLines {
  const early: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let isOver = false;
  const settle = (line: string | undefined): void => {
    const answer = waiting;
    waiting = undefined;
    input.setPrompt('');
    answer?.(line);
  };
  // A pipe without an end is read no further than it is asked for. A terminal is: Ctrl-C comes by it too.
  const rest = (): void => {
    if (!isTerminal && !isOver) input.pause();
  };
  input.on('line', line => {
    if (waiting !== undefined) settle(line);
    else if (!isTerminal) early.push(line);
    rest();
  });
  input.on('close', () => {
    isOver = true;
    settle(undefined);
  });
  rest();
  return {
    ask(question, when) {
      if (when === 'anew') early.length = 0;
      const line = early.shift();
      if (line !== undefined || isOver) {
        write(`${question}${line ?? ''}\n`);
        return Promise.resolve(line);
      }
      return new Promise(resolve => {
        waiting = resolve;
        input.setPrompt(question);
        input.prompt();
      });
    },
    giveUp: () => settle(undefined),
  };
}
