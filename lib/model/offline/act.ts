/** Plays the steps on the page it is shown, one turn at a time. Stateless: everything it knows stands in the messages. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { parse } from './grammar/parse.ts';
import { play } from './play.ts';
import { label, readProgress } from './progress.ts';
import { pageIn, readObservation } from './read-observation.ts';
import { report } from './report.ts';
import { describeStep } from './steps.ts';

export interface Turn {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly args: Readonly<Record<string, unknown>> }[];
}

export function act(messages: readonly ModelMessage[]): Turn {
  const steps = stepsOf(messages);
  const shown = messages.findLast(message => message.role === 'tool' && pageIn(message.text) !== undefined);
  const page = readObservation(pageIn(shown?.text ?? '') ?? '');
  const progress = readProgress(messages);
  for (let index = progress.step; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) break;
    const of =
      index === progress.step
        ? progress.of
        : { done: 0, failed: 0, asides: 0, lastCode: undefined, lastDetail: undefined };
    const played = play(step, of, page);
    switch (played.kind) {
      case 'done':
        break;
      case 'turn':
        return {
          text: label(index, steps.length, played.text ?? describeStep(step), played.aside ?? false),
          calls: played.calls,
        };
      case 'failed':
        return report({
          messages,
          page,
          failed: { step: index, of: steps.length, what: describeStep(step), why: played.why },
        });
      default:
        return played satisfies never;
    }
  }
  return report({ messages, page, steps: steps.length });
}

/** The page the errand starts on is open already, so going there first is done. */
function stepsOf(messages: readonly ModelMessage[]) {
  const errand = messages.find(message => message.role === 'user' && message.text.startsWith('ERRAND\n'));
  const { instruction, startUrl } = JSON.parse(
    errand?.text.slice('ERRAND\n'.length) ?? '{"instruction":"","startUrl":""}',
  );
  const { steps } = parse(String(instruction));
  const [first, ...rest] = steps;
  return first?.kind === 'goto' && new URL(first.url).href === startUrl ? rest : steps;
}
