/** Where the command line talks: to a person in lines with a progress line, or to a machine in JSON lines. Decides nothing. */

import { createInterface } from 'node:readline';
import pc from 'picocolors';
import type { Stored, TaskEvent } from '../domain/events.ts';
import { onOneLine, withoutControls } from '../domain/plain-text.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { TaskResult } from '../domain/result.ts';
import { askLines } from './ask-lines.ts';
import { renderEvent, renderProposal, renderResult } from './render.ts';
import type { LinkedArtifact } from './run-errand.ts';

export interface Terminal {
  message(text: string): void;
  proposal(proposal: Proposal): void;
  event(event: Stored<TaskEvent>): void;
  result(result: TaskResult, artifacts: readonly LinkedArtifact[]): void;
  /** Something that is no part of the result: on standard error. */
  note(text: string): void;
  /** Undefined: nobody will answer. `anew`: only what is said after the question was shown. */
  ask(question: string, when?: 'anew'): Promise<string | undefined>;
  /** Aborted by the first Ctrl-C; the second ends the program at once. */
  readonly interrupted: AbortSignal;
  close(): void;
}

const ENDED_BY_CTRL_C = 130;

export function openTerminal(json: boolean): Terminal {
  const output = json ? process.stderr : process.stdout;
  const input = createInterface({ input: process.stdin, output });
  const isTerminal = process.stdin.isTTY === true;
  const lines = askLines({ input, isTerminal, write: text => void output.write(text) });
  const note = (text: string): void => console.error(pc.dim(withoutControls(text)));
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    if (interrupt.signal.aborted) process.exit(ENDED_BY_CTRL_C);
    note('ending … (Ctrl-C again: at once)');
    interrupt.abort();
    lines.giveUp();
  };
  // While a line is read from a terminal, Ctrl-C comes as a key; else as a signal.
  input.on('SIGINT', onInterrupt);
  process.on('SIGINT', onInterrupt);
  const shared = {
    note,
    ask: lines.ask,
    interrupted: interrupt.signal,
    close: (): void => input.close(),
  };
  return json ? { ...shared, ...machine } : { ...shared, ...person(progressLine()) };
}

const print = (value: unknown): void => console.log(JSON.stringify(value));

const machine = {
  message: (text: string): void => print({ type: 'message', text }),
  proposal: (proposal: Proposal): void => print({ type: 'proposal', proposal }),
  event: (event: Stored<TaskEvent>): void => print({ type: 'event', event }),
  result: (result: TaskResult, artifacts: readonly LinkedArtifact[]): void =>
    print({ type: 'result', result, artifacts: artifacts.map(({ artifact, url }) => ({ ...artifact, url })) }),
};

interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** The newest state under the lines, on a terminal only. */
function progressLine(): ProgressLine {
  if (!process.stdout.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: text => process.stdout.write(`\r\u001b[2K${pc.dim(text.slice(0, (process.stdout.columns ?? 80) - 1))}`),
    clear: () => process.stdout.write('\r\u001b[2K'),
  };
}

function person(progress: ProgressLine): Pick<Terminal, 'message' | 'proposal' | 'event' | 'result'> {
  let steps = 0;
  let tokens = 0;
  const start = performance.now();
  const line = (text: string): void => {
    progress.clear();
    console.log(text);
  };
  return {
    message: text => line(withoutControls(text)),
    proposal: proposal => line(renderProposal(proposal)),
    event(event) {
      if (event.type === 'step.decided') {
        steps = event.data.step;
        tokens += event.data.usage.inputTokens + event.data.usage.outputTokens;
      }
      const text = renderEvent(event);
      if (text !== undefined) line(text);
      if (event.type !== 'task.finished')
        progress.show(
          `     … step ${steps}, ${tokens.toLocaleString('en')} tokens, ${Math.round((performance.now() - start) / 1_000)} s`,
        );
    },
    result(result, artifacts) {
      line(renderResult(result));
      if (artifacts.length > 0)
        line(
          `\n${artifacts.map(({ artifact, url }) => `  ${onOneLine(artifact.name)} ${pc.dim(`(${artifact.bytes.toLocaleString('en')} bytes)`)}  ${pc.underline(url)}`).join('\n')}\n${pc.dim('  The links hold for five minutes; the console has everything.')}`,
        );
    },
  };
}
