/** A run as plain JSON, so that another worker can go on with it. Holds no page and no refs: those are looked at anew. Bounded; says what it cut. */

import * as z from 'zod';
import { Grant } from '../domain/approval.ts';
import { budgetParts, type Spent } from '../domain/budget.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import { fitSnapshot } from './fit-snapshot.ts';
import { noObservation } from './no-observation.ts';
import { nothingTold } from './person-told.ts';
import type { RunState } from './run.ts';

const Spending = z.object({
  steps: z.number(),
  seconds: z.number(),
  tokens: z.number(),
  usd: z.number(),
  bytes: z.number(),
});

const Message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), text: z.string() }),
  z.object({ role: z.literal('user'), text: z.string() }),
  z.object({
    role: z.literal('assistant'),
    text: z.string(),
    toolCalls: z.array(z.object({ callId: z.string(), name: z.string(), argumentsText: z.string() })),
  }),
  z.object({ role: z.literal('tool'), callId: z.string(), text: z.string() }),
]);

export const RunSnapshot = z.object({
  v: z.literal(1),
  step: z.int().min(0),
  spent: Spending,
  history: z.object({ messages: z.array(Message) }),
  habits: z.object({ recent: z.array(z.string()), idle: z.int(), warned: z.boolean() }),
  malformed: z.int(),
  datasets: z.array(z.object({ name: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })),
  grants: z.array(Grant),
  answers: z.array(z.string()),
  suspicions: z.array(z.object({ site: z.string(), url: z.string(), quote: z.string() })),
  /** By site. */
  heard: z.array(z.tuple([z.string(), z.string()])),
  /** Absent in one of before persons could take over. */
  told: z.object({ acts: z.int(), returns: z.int() }).default(nothingTold),
  /** Absent in one of before persons could say something in mid-run. */
  instructed: z.int().default(0),
  /** Newest last. */
  seen: z.array(z.string()),
  /** Sentences on what did not fit, for the model and the person. */
  cut: z.array(z.string()),
});
export type RunSnapshot = z.infer<typeof RunSnapshot>;

export function snapshotOf(state: RunState): RunSnapshot {
  const { step, spent, habits, malformed, grants, suspicions } = state;
  const { recent, idle, warned } = habits;
  return fitSnapshot({
    v: 1,
    step,
    spent: { ...spent },
    history: { messages: state.history.messages.map(plainMessage) },
    habits: { recent: [...recent], idle, warned },
    malformed,
    datasets: state.datasets.map(({ name, rows }) => ({ name, rows: rows.map(row => ({ ...row })) })),
    grants: [...grants],
    answers: [...state.answers],
    suspicions: suspicions.map(({ site, url, quote }) => ({ site, url, quote })),
    heard: [...state.heard],
    told: { ...state.told },
    instructed: state.instructed,
    // The page it stands on may look different when it is opened again.
    seen: [...state.seen, state.observation.text].filter(text => text !== ''),
    cut: [],
  });
}

/**
 * The state to go on from, once the page has been looked at. What the task has on record counts for more: a grant that it does not
 * know is none, and nothing was spent less. Throws `checkpoint.unknown-version`.
 */
export function restoreRun(snapshot: unknown, task: Task, now: number): RunState {
  const { history, habits, datasets, answers, suspicions, malformed, seen, told, ...run } = readSnapshot(snapshot);
  const spent = mostOf(run.spent, task.spent);
  const known = task.grants ?? [];
  return {
    task,
    step: Math.max(run.step, task.steps),
    startedAt: now - spent.seconds * 1_000,
    spent,
    history,
    habits,
    malformed,
    datasets,
    answers,
    suspicions,
    seen,
    told,
    instructed: run.instructed,
    heard: new Map(run.heard),
    grants: run.grants.filter(({ verb, site }) => known.some(one => one.verb === verb && one.site === site)),
    decision: task.decision,
    unknown: [],
    observation: noObservation,
    found: new Map(),
  };
}

function readSnapshot(snapshot: unknown): RunSnapshot {
  const parsed = RunSnapshot.safeParse(snapshot);
  if (parsed.success) return parsed.data;
  const version: unknown = typeof snapshot === 'object' && snapshot !== null ? Reflect.get(snapshot, 'v') : undefined;
  const why =
    version === 1 ? z.prettifyError(parsed.error).slice(0, 300) : `Its version is ${JSON.stringify(version)}.`;
  throw new ErrandError('checkpoint.unknown-version', `The run cannot be read back. ${why}`);
}

function mostOf(one: Spent, other: Spent): Spent {
  const most = { ...one };
  for (const part of budgetParts) most[part] = Math.max(one[part], other[part]);
  return most;
}

/** Without pictures, which are never kept. */
function plainMessage(message: RunState['history']['messages'][number]): RunSnapshot['history']['messages'][number] {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, text: message.text };
    case 'assistant':
      return { ...message, toolCalls: message.toolCalls.map(call => ({ ...call })) };
    case 'tool':
      return { ...message };
    default:
      return message satisfies never;
  }
}
