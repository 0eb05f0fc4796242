/** The report at the end: what was done and read, and what it rests on. Claims nothing it has not seen. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { type Answer, answerFrom, ONE_FACT } from './answer.ts';
import { describeStep } from './describe-step.ts';
import { readBest } from './extract/best-row.ts';
import type { SeenPage } from './read-observation.ts';
import { type Reading, readFacts, readReadings } from './read-results.ts';
import { concluded } from './report-conclusions.ts';
import type { Step } from './steps.ts';
import type { Turn } from './turn.ts';

interface Reported {
  readonly messages: readonly ModelMessage[];
  readonly page: SeenPage;
  readonly steps: readonly Step[];
  /** On what the person said in mid-run. */
  readonly notes: readonly string[];
  readonly failed?: { readonly step: number; readonly why: string };
  /** Why it does not go on, where no step is to blame. */
  readonly stopped?: string;
}

const MAX_SUMMARY = 3_900;
const MAX_CLAIM = 290;
const MAX_CLAIMS = 10;

export function report({ messages, page, steps, notes, failed, stopped }: Reported): Turn {
  const readings = readReadings(messages);
  const data = readData(readings);
  const isWhole = failed === undefined && stopped === undefined;
  const seen = isWhole ? answersOnPage(steps, page, readFacts(messages)) : [];
  const facts = new Map([
    ...readFacts(messages),
    ...seen.map(({ question, answer }) => [question, answer.text] as const),
  ]);
  const told = [...facts.values(), ...concluded(steps, { facts, readings })];
  const isEmpty = data.length > 0 && data.every(({ total }) => total === 0) && told.length === 0;
  const isDone = isWhole && !isEmpty;
  const where = `${page.title === '' ? 'the page' : `"${page.title}"`} (${page.url})`;
  const head =
    stopped !== undefined
      ? `I stopped on ${where}: ${stopped}.`
      : failed !== undefined
        ? `Step ${failed.step + 1} of ${steps.length} (${describeStep(steps[failed.step] ?? { kind: 'back' })}) did not work: ${failed.why}. I stopped on ${where}.`
        : isEmpty
          ? `I did every step, but found nothing on ${where} that fits ${data.map(({ name }) => `"${name}"`).join(', ')}.`
          : `Done: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}. I ended on ${where}.`;
  const summary = [...(isWhole ? told : []), head, ...(isWhole ? [] : told), ...notes, ...data.flatMap(linesOf)].join(
    '\n',
  );
  const evidence = [
    ...seen.map(({ answer }) => answer.quote),
    ...readings.filter(({ rows }) => rows > 0).map(({ name }) => name),
    ...(page.title === '' ? [page.url] : [page.title, page.url]),
  ];
  return {
    text: isDone ? 'All steps are done.' : 'It does not work, so I stop.',
    calls: [
      {
        name: 'finish',
        args: {
          outcome: isDone ? 'done' : 'failed',
          summary: clip(summary, MAX_SUMMARY),
          evidence: [...new Set(evidence.filter(claim => claim !== '').map(claim => claim.slice(0, MAX_CLAIM)))].slice(
            0,
            MAX_CLAIMS,
          ),
        },
      },
    ],
  };
}

/** Questions at the end are answered off the page as it stands; what was read before is not asked again. */
function answersOnPage(
  steps: readonly Step[],
  page: SeenPage,
  known: ReadonlyMap<string, string>,
): readonly { readonly question: string; readonly answer: Answer }[] {
  return steps.flatMap(step => {
    const question = step.kind === 'answer' && !known.has(step.question) ? step.question : undefined;
    const answer = question === undefined ? undefined : answerFrom(page.lines, question);
    return question === undefined || answer === undefined ? [] : [{ question, answer }];
  });
}

interface Read {
  readonly name: string;
  readonly total: number;
  readonly sample: readonly object[];
}

const SHOWN_ROWS = 5;
const SHOWN_CHARS = 400;

/** How many rows in all, and the first few. Answers and picks are told as sentences instead. */
function readData(readings: readonly Reading[]): readonly Read[] {
  const data = new Map<string, Read>();
  for (const { name, total, sample, instruction } of readings) {
    if (instruction.startsWith(ONE_FACT) || readBest(instruction) !== undefined) continue;
    const before = data.get(name);
    data.set(name, { name, total, sample: [...(before?.sample ?? []), ...sample].slice(0, SHOWN_ROWS) });
  }
  return [...data.values()];
}

function linesOf({ name, total, sample }: Read): readonly string[] {
  const count = `${total} ${total === 1 ? 'row' : 'rows'} of "${name}"`;
  if (sample.length === 0) return [`${count}.`];
  const rows = sample.map(row =>
    clip(
      `- ${Object.entries(row)
        .map(([column, value]) => `${column}: ${String(value)}`)
        .join(', ')}`,
      SHOWN_CHARS,
    ),
  );
  return [`${count}${total > sample.length ? `, the first ${sample.length}` : ''}:`, ...rows];
}

const clip = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
