/** Plays the steps on the page it is shown, one turn at a time. Stateless: everything it knows stands in the messages. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { parse } from './grammar/parse.ts';
import { play } from './play/play.ts';
import type { Played } from './play/played.ts';
import { fresh, label, readAnswer, readProgress, type StepProgress } from './progress.ts';
import { pageIn, readObservation } from './read-observation.ts';
import { report } from './report.ts';
import { describeStep, type Step } from './steps.ts';
import type { Call, Turn } from './turn.ts';

export function act(messages: readonly ModelMessage[]): Turn {
  const steps = stepsOf(messages);
  const shown = messages.findLast(message => message.role === 'tool' && pageIn(message.text) !== undefined);
  const page = readObservation(pageIn(shown?.text ?? '') ?? '');
  const progress = readProgress(messages);
  const answer = readAnswer(messages);
  const playAt = (index: number, of: StepProgress): Played => {
    const step = steps[index];
    const isAtEnd = steps.slice(index + 1).every(later => later.kind === 'answer');
    return step === undefined ? { kind: 'done' } : play(step, { page, of, answer, isAtEnd });
  };
  for (let index = progress.step; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) break;
    const of = index === progress.step ? progress.of : fresh;
    const played = playAt(index, of);
    switch (played.kind) {
      case 'done':
        break;
      case 'turn': {
        const { calls, text = describeStep(step), aside = false } = played;
        const more =
          aside || !isPlainFill(step, calls, of)
            ? []
            : followingFills(steps, index, calls, later => playAt(later, fresh));
        const texts = [text, ...more.map((_, at) => describeStep(steps[index + 1 + at] ?? step))];
        return {
          text: label({ step: index, of: steps.length, text: texts.join('; '), count: 1 + more.length, aside }),
          calls: [...calls, ...more],
        };
      }
      case 'failed':
        return report({ messages, page, steps, failed: { step: index, why: played.why } });
      default:
        return played satisfies never;
    }
  }
  return report({ messages, page, steps });
}

/** The calls of a turn stay well under what the agent takes of one. */
const MAX_FILLS = 8;

/** Typing changes no page, so fields that follow each other are filled in one turn; each in a field of its own. */
function followingFills(
  steps: readonly Step[],
  first: number,
  calls: readonly Call[],
  playLater: (index: number) => Played,
): readonly Call[] {
  const refs = new Set(calls.map(call => call.args.ref));
  const more: Call[] = [];
  for (let index = first + 1; more.length + 1 < MAX_FILLS; index += 1) {
    const step = steps[index];
    const played = step?.kind === 'fill' ? playLater(index) : undefined;
    const [call] = played?.kind === 'turn' && played.aside === undefined ? played.calls : [];
    if (step === undefined || call === undefined || !isPlainFill(step, [call], fresh) || refs.has(call.args.ref)) break;
    refs.add(call.args.ref);
    more.push(call);
  }
  return more;
}

const isPlainFill = (step: Step, [call]: readonly Call[], of: StepProgress): boolean =>
  step.kind === 'fill' && call?.name === 'fill' && call.args.submit === undefined && of.failed === 0 && of.asides === 0;

/** The page the errand starts on is open already, so going there first is done. */
function stepsOf(messages: readonly ModelMessage[]): readonly Step[] {
  const { instruction, startUrl } = errandOf(messages);
  const { steps } = parse(instruction);
  const [first, ...rest] = steps;
  return first?.kind === 'goto' && sameAddress(first.url, startUrl) ? rest : steps;
}

const ERRAND = 'ERRAND\n';

function errandOf(messages: readonly ModelMessage[]): { instruction: string; startUrl: string } {
  const message = messages.find(one => one.role === 'user' && one.text.startsWith(ERRAND));
  try {
    const value: unknown = JSON.parse(message?.text.slice(ERRAND.length) ?? '{}');
    const field = (name: string): string =>
      typeof value === 'object' && value !== null ? String(Reflect.get(value, name) ?? '') : '';
    return { instruction: field('instruction'), startUrl: field('startUrl') };
  } catch {
    return { instruction: '', startUrl: '' };
  }
}

const sameAddress = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
