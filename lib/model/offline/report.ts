/** The report at the end: what was done and read, and what it rests on. Claims nothing it has not seen. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { type Answer, answerFrom } from './answer.ts';
import { readJsonLine } from './progress.ts';
import type { SeenPage } from './read-observation.ts';
import { describeStep, type Step } from './steps.ts';
import type { Turn } from './turn.ts';

interface Reported {
  readonly messages: readonly ModelMessage[];
  readonly page: SeenPage;
  readonly steps: readonly Step[];
  readonly failed?: { readonly step: number; readonly why: string };
}

const MAX_SUMMARY = 3_900;
const MAX_CLAIM = 290;
const MAX_CLAIMS = 10;

export function report({ messages, page, steps, failed }: Reported): Turn {
  const data = readData(messages);
  const answers = failed === undefined ? trailingAnswers(steps, page) : [];
  const isEmpty = data.length > 0 && data.every(({ total }) => total === 0) && answers.length === 0;
  const isDone = failed === undefined && !isEmpty;
  const where = `${page.title === '' ? 'the page' : `"${page.title}"`} (${page.url})`;
  const head =
    failed !== undefined
      ? `Step ${failed.step + 1} of ${steps.length} (${describeStep(steps[failed.step] ?? { kind: 'back' })}) did not work: ${failed.why}. I stopped on ${where}.`
      : isEmpty
        ? `I did every step, but found nothing on ${where} that fits ${data.map(({ name }) => `"${name}"`).join(', ')}.`
        : `Done: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}. I ended on ${where}.`;
  const summary = [...answers.map(({ text }) => text), head, ...data.flatMap(linesOf)].join('\n');
  const evidence = [
    ...answers.map(({ quote }) => quote),
    ...data.filter(({ total }) => total > 0).map(({ name }) => name),
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
          evidence: evidence
            .filter(claim => claim !== '')
            .map(claim => claim.slice(0, MAX_CLAIM))
            .slice(0, MAX_CLAIMS),
        },
      },
    ],
  };
}

/** Questions at the end are answered off the page as it stands. */
function trailingAnswers(steps: readonly Step[], page: SeenPage): readonly Answer[] {
  const start = steps.findLastIndex(step => step.kind !== 'answer') + 1;
  return steps.slice(start).flatMap(step => {
    const answer = step.kind === 'answer' ? answerFrom(page.lines, step.question) : undefined;
    return answer === undefined ? [] : [answer];
  });
}

interface Read {
  readonly name: string;
  readonly total: number;
  readonly sample: readonly object[];
}

const SHOWN_ROWS = 5;
const SHOWN_CHARS = 400;

/** From the results of its own extracts: how many rows in all, and the first few. */
function readData(messages: readonly ModelMessage[]): readonly Read[] {
  const data = new Map<string, Read>();
  for (const message of messages) {
    const value = message.role === 'tool' ? readJsonLine(message.text) : undefined;
    if (typeof value !== 'object' || value === null || !('sample' in value) || !('name' in value)) continue;
    const name = String(value.name);
    const before = data.get(name);
    const rows = 'rows' in value ? Number(value.rows) : 0;
    const total = 'total' in value ? Number(value.total) : (before?.total ?? 0) + rows;
    const fromHere = Array.isArray(value.sample) ? value.sample.filter(isRow) : [];
    data.set(name, { name, total, sample: [...(before?.sample ?? []), ...fromHere].slice(0, SHOWN_ROWS) });
  }
  return [...data.values()];
}

const isRow = (value: unknown): value is object => typeof value === 'object' && value !== null;

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
