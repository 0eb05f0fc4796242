/** The offline model's last turn: what was done and read, and what it rests on. Claims nothing it has not seen. */

import type { ModelMessage } from '../../agent/model-client.ts';
import type { Turn } from './act.ts';
import { readJsonLine } from './progress.ts';
import type { SeenPage } from './read-observation.ts';

interface Reported {
  readonly messages: readonly ModelMessage[];
  readonly page: SeenPage;
  readonly steps?: number;
  readonly failed?: { readonly step: number; readonly of: number; readonly what: string; readonly why: string };
}

interface Read {
  readonly name: string;
  readonly total: number;
  readonly sample: readonly Readonly<Record<string, unknown>>[];
}

const SHOWN_ROWS = 5;

export function report({ messages, page, steps, failed }: Reported): Turn {
  const data = readData(messages);
  const lines = data.flatMap(({ name, total, sample }) => [
    `${total} ${total === 1 ? 'row' : 'rows'} of "${name}"${total > sample.length && sample.length > 0 ? `, the first ${sample.length}` : ''}${sample.length > 0 ? ':' : '.'}`,
    ...sample.map(
      row =>
        `- ${Object.entries(row)
          .map(([column, value]) => `${column}: ${String(value)}`)
          .join(', ')}`,
    ),
  ]);
  const where = `I ended on "${page.title}" (${page.url}).`;
  const summary =
    failed === undefined
      ? [`Done: ${steps} ${steps === 1 ? 'step' : 'steps'}. ${where}`, ...lines].join('\n')
      : [
          `Step ${failed.step + 1} of ${failed.of} (${failed.what}) did not work: ${failed.why}. ${where}`,
          ...lines,
        ].join('\n');
  const evidence = [
    ...data.filter(({ total }) => total > 0).map(({ name }) => name),
    ...(page.title === '' ? [] : [page.title]),
  ];
  return {
    text: failed === undefined ? 'All steps are done.' : `Step ${failed.step + 1} does not work, so I stop.`,
    calls: [
      {
        name: 'finish',
        args: {
          outcome: failed === undefined ? 'done' : 'failed',
          summary: summary.slice(0, 3_900),
          evidence: evidence.map(text => text.slice(0, 290)).slice(0, 10),
        },
      },
    ],
  };
}

/** From the results of its own extracts: how many rows in all, and the first few of the first page. */
function readData(messages: readonly ModelMessage[]): readonly Read[] {
  const data = new Map<string, Read>();
  for (const message of messages) {
    if (message.role !== 'tool') continue;
    const value = readJsonLine(message.text);
    if (
      typeof value !== 'object' ||
      value === null ||
      !('sample' in value) ||
      !('name' in value) ||
      !Array.isArray(value.sample)
    )
      continue;
    const name = String(value.name);
    const total = 'total' in value ? Number(value.total) : 0;
    data.set(name, { name, total, sample: data.get(name)?.sample ?? value.sample.slice(0, SHOWN_ROWS) });
  }
  return [...data.values()];
}
