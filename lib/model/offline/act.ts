/** Plays the steps on the page it is shown, one turn at a time. Stateless: everything it knows stands in the messages. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { describeStep } from './describe-step.ts';
import { parse } from './grammar/parse.ts';
import { refusalsOn } from './page-says.ts';
import { isAboutDialog } from './play/clear-the-way.ts';
import { play } from './play/play.ts';
import { answerUnasked } from './play/play-window.ts';
import type { Played } from './play/played.ts';
import { fresh, label, readProgress, type StepProgress } from './progress.ts';
import { excerptIn, pageIn, readObservation, type SeenPage } from './read-observation.ts';
import { readAnswer, readReadings } from './read-results.ts';
import { report } from './report.ts';
import type { Step } from './steps.ts';
import { readTold } from './told.ts';
import type { Call, Turn } from './turn.ts';

export function act(messages: readonly ModelMessage[]): Turn {
  const plan = stepsOf(messages);
  const told = readTold(messages, plan);
  const steps = [...plan, ...told.steps];
  const page = pageOf(messages);
  const progress = readProgress(messages);
  const { notes, takenBack } = told;
  const end = { messages, page, steps, notes };
  if (takenBack !== undefined) return report({ ...end, stopped: takenBack });
  const common = {
    page,
    answer: readAnswer(messages),
    readings: readReadings(messages),
    refrain: steps.flatMap(step => (step.kind === 'refrain' ? [step.from] : [])),
  };
  const playAt = (index: number, of: StepProgress): Played => {
    const step = steps[index];
    // An answer that may be searched for leaves the page that the others are about.
    const isAtEnd = steps
      .slice(index + 1)
      .every(later => SAID_AT_END.has(later.kind) && !(later.kind === 'answer' && later.about !== undefined));
    const isAfterPlayed = progress.played.has(index - 1);
    return step === undefined ? { kind: 'done' } : play(step, { ...common, of, isAtEnd, isAfterPlayed });
  };
  for (let index = progress.step; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) break;
    const of = index === progress.step ? progress.of : fresh;
    const played = unasked(steps, { index, of, page, answer: askedNow(messages) }) ?? playAt(index, of);
    switch (played.kind) {
      case 'done': {
        const why = of.done > 0 ? refusedBy(page, steps, index) : undefined;
        if (why !== undefined) return report({ ...end, failed: { step: index, why } });
        break;
      }
      case 'turn': {
        const { calls, text = describeStep(step), aside } = played;
        const more =
          aside !== undefined || !isPlainFill(step, calls, of)
            ? []
            : followingFills(steps, index, calls, later => playAt(later, fresh));
        const texts = [text, ...more.map((_, at) => describeStep(steps[index + 1 + at] ?? step))];
        return {
          text: label({
            step: index,
            of: steps.length,
            text: texts.join('; '),
            count: 1 + more.length,
            ...(aside === undefined ? {} : { aside }),
          }),
          calls: [...calls, ...more],
        };
      }
      case 'failed':
        return report({ ...end, failed: { step: index, why: played.why } });
      default:
        return played satisfies never;
    }
  }
  return report(end);
}

/** What only the report does, off the page as it stands. */
const SAID_AT_END: ReadonlySet<Step['kind']> = new Set(['answer', 'compare', 'count', 'refrain']);

/** The newest page, with what the turn before found in its folds. */
function pageOf(messages: readonly ModelMessage[]): SeenPage {
  const shown = messages.findLast(message => message.role === 'tool' && pageIn(message.text) !== undefined);
  const last = messages.findLastIndex(message => message.role === 'assistant');
  const turn = messages[last];
  const found = new Set(
    turn?.role === 'assistant'
      ? turn.toolCalls.filter(({ name }) => name === 'find' || name === 'expand').map(({ callId }) => callId)
      : [],
  );
  const excerpts = messages
    .slice(last)
    .flatMap(message => (message.role === 'tool' && found.has(message.callId) ? [excerptIn(message.text) ?? ''] : []));
  return readObservation([pageIn(shown?.text ?? '') ?? '', ...excerpts].join('\n'));
}

/** A dialog that nobody spoke of is answered before anything else can be done. */
function unasked(
  steps: readonly Step[],
  { index, of, page, answer }: { index: number; of: StepProgress; page: SeenPage; answer: string | undefined },
): Played | undefined {
  const { dialog } = page;
  if (dialog === undefined) return undefined;
  const isDone = of.done > 0;
  const next = steps[isDone ? index + 1 : index];
  if (next?.kind === 'answer-dialog' || (next?.kind === 'dismiss' && isAboutDialog(next))) return undefined;
  return answerUnasked(dialog, steps[isDone ? index : index - 1], answer);
}

/** What the person said to the question of the turn just before, if it asked one. */
function askedNow(messages: readonly ModelMessage[]): string | undefined {
  const last = messages.findLastIndex(message => message.role === 'assistant');
  const turn = messages[last];
  const hasAsked = turn?.role === 'assistant' && turn.toolCalls.some(({ name }) => name === 'ask');
  return hasAsked ? readAnswer(messages.slice(last)) : undefined;
}

const SENDING: ReadonlySet<Step['kind']> = new Set(['click', 'press', 'fill', 'set']);
/** What may mend what was refused: the person then knows of it, and it is theirs to say. */
const MENDING: ReadonlySet<Step['kind']> = new Set(['fill', 'set', 'select', 'tick', 'dismiss']);

/** The page did not take what was sent, and no step after it counts on that: going on would only pretend. */
function refusedBy(page: SeenPage, steps: readonly Step[], index: number): string | undefined {
  const step = steps[index];
  const next = steps[index + 1];
  if (step === undefined || !SENDING.has(step.kind)) return undefined;
  if ((step.kind === 'fill' && step.submit !== true) || step.kind === 'set') return undefined;
  const refusals = refusalsOn(page);
  if (refusals.length === 0 || (next !== undefined && MENDING.has(next.kind))) return undefined;
  const isExpected = steps
    .slice(index + 1)
    .some(later => 'only' in later && later.only !== undefined && later.only.seen !== '');
  return isExpected ? undefined : `the page says ${refusals.map(text => `“${text}”`).join(', ')}`;
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
    const played = step?.kind === 'fill' || step?.kind === 'set' ? playLater(index) : undefined;
    const [call, ...others] = played?.kind === 'turn' && played.aside === undefined ? played.calls : [];
    if (step === undefined || call === undefined || others.length > 0) break;
    if (!isPlainFill(step, [call], fresh) || refs.has(call.args.ref)) break;
    refs.add(call.args.ref);
    more.push(call);
  }
  return more;
}

const isPlainFill = (step: Step, calls: readonly Call[], of: StepProgress): boolean =>
  (step.kind === 'fill' || step.kind === 'set') &&
  calls.length === 1 &&
  calls[0]?.name === 'fill' &&
  calls[0].args.submit === undefined &&
  of.failed === 0 &&
  of.asides + of.looks + of.ways === 0;

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
