/** What must hold once all is over: every task ended, nothing overspent, nothing held, no file named that is not there. */

import { artifactKey } from '../../../lib/domain/artifact.ts';
import { budgetParts, type SoFar } from '../../../lib/domain/budget.ts';
import { type BudgetMore, sumOfMore } from '../../../lib/domain/budget-ask.ts';
import { digestOf } from '../../../lib/domain/digest.ts';
import type { Stored, TaskEvent } from '../../../lib/domain/events.ts';
import { microsOf } from '../../../lib/domain/quota.ts';
import { isTerminal } from '../../../lib/domain/task.ts';
import { allowedBudget } from '../../../lib/domain/task-budget.ts';
import { parseMessage } from '../../../lib/queue/parse-message.ts';
import { artifactKeyOf } from '../../../lib/store/keys.ts';
import { type Finding, rowOf, tasksOf, timeOf, type World } from '../world.ts';

/** I8: at most one step beyond. */
export function budgetsHold(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const budget = allowedBudget(task);
    const usages = events.flatMap(event =>
      event.type === 'step.decided' || event.type === 'data.extracted' ? [event.data.usage] : [],
    );
    const most = { tokens: 0, usd: 0 };
    const sum = { tokens: 0, usd: 0 };
    for (const { inputTokens, outputTokens, usd } of usages) {
      const tokens = inputTokens + outputTokens;
      most.tokens = Math.max(most.tokens, tokens);
      most.usd = Math.max(most.usd, usd);
      sum.tokens += tokens;
      sum.usd += usd;
    }
    const step = { steps: 1, ...longestStep(events), ...most };
    const over = budgetParts.filter(part => task.spent[part] > budget[part] + step[part] + 1e-9);
    const found: Finding[] = over.map(part => ({
      rule: 'I8',
      what: `${stream} spent ${task.spent[part]} of ${budget[part]} ${part}.`,
    }));
    const isTold = Math.abs(sum.usd - task.spent.usd) < 1e-9 && sum.tokens === task.spent.tokens;
    found.push(...extensionsAreAsked(stream, events, task.extended ?? {}));
    return isTold ? found : [...found, { rule: 'I8', what: `What ${stream} spent is not what its events say.` }];
  });
}

/** What the run's own count of seconds and bytes grew by from one event that tells it to the next. */
function longestStep(events: readonly Stored<TaskEvent>[]): SoFar {
  const most = { seconds: 0, bytes: 0 };
  let before = most;
  for (const { data } of events) {
    if (!('soFar' in data) || data.soFar === undefined) continue;
    const { seconds, bytes } = data.soFar;
    most.seconds = Math.max(most.seconds, seconds - before.seconds);
    most.bytes = Math.max(most.bytes, bytes - before.bytes);
    before = { seconds, bytes };
  }
  return most;
}

/** Of an era: whole seconds are told, and a wait is told only when it is over. */
const ROUNDED_S = 2;

/** I8: the seconds of an errand are those in which a worker had it, less those in which its person had the page. */
export function secondsAreOfActing(world: World): readonly Finding[] {
  if (world.hasWrongClocks !== false) return [];
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    let most = 0;
    let since: number | undefined;
    let eras = 0;
    for (const event of events) {
      const now = timeOf(world, event) / 1_000;
      const isOver = OVER.has(event.type) || event === events.at(-1);
      if (since !== undefined && (isOver || event.type === 'control.taken')) {
        most += now - since;
        since = undefined;
      }
      if (event.type === 'task.started') eras += 1;
      if (event.type === 'task.started' || (event.type === 'control.returned' && !isOver)) since ??= now;
    }
    const { seconds } = task.spent;
    const what = `${stream} spent ${seconds} s, and was acted for ${Math.round(most)} s at most.`;
    return seconds <= most + eras * ROUNDED_S ? [] : [{ rule: 'I8', what }];
  });
}

const OVER: ReadonlySet<string> = new Set(['task.queued', 'task.parked', 'task.finished']);

/** I8: nothing is added but what was asked, once a question, and the task has just the sum of it. */
function extensionsAreAsked(stream: string, events: readonly Stored<TaskEvent>[], extended: BudgetMore): Finding[] {
  const found: Finding[] = [];
  let asked: { readonly digest: string; readonly asks: BudgetMore } | undefined;
  let sum: BudgetMore = {};
  for (const event of events) {
    if (event.type === 'budget.reached') asked = event.data;
    if (event.type === 'budget.declined') asked = undefined;
    if (event.type !== 'budget.extended') continue;
    const { digest, add } = event.data;
    if (asked?.digest !== digest || digestOf(asked.asks) !== digestOf(add))
      found.push({ rule: 'I8', what: `Event ${event.seq} of ${stream} adds what was not asked.` });
    asked = undefined;
    sum = sumOfMore(sum, add);
  }
  if (digestOf(sum) !== digestOf(extended))
    found.push({ rule: 'I8', what: `${stream} may spend more than was ever added to its consent.` });
  return found;
}

/** I11: an end or a dead letter, and nothing of what only a worker needs is left. */
export function tasksEnd(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream }) => {
    if (!isTerminal(task.status)) {
      const isDead = world.letters?.dead.some(body => parseMessage(body)?.taskId === task.taskId) === true;
      return isDead ? [] : [{ rule: 'I11', what: `${stream} is still ${task.status}.` }];
    }
    const left = [...world.objects.keys()].filter(key => key.startsWith(`checkpoints/${task.ownerId}/${task.taskId}/`));
    const state = rowOf(world, stream, 'STATE');
    return [
      ...left.map(key => ({ rule: 'checkpoints', what: `${stream} has ended and left ${key}.` })),
      ...(state?.leaseUntil === undefined ? [] : [{ rule: 'I11', what: `${stream} has ended and is leased.` }]),
      ...(state?.activeList === undefined ? [] : [{ rule: 'I11', what: `${stream} has ended and is listed.` }]),
    ];
  });
}

/** I12. */
export function artifactsAreThere(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events }) =>
    events.flatMap(event => {
      if (event.type !== 'artifact.saved') return [];
      const { artifact } = event.data;
      const key = artifactKey(task.ownerId, artifact);
      const say = (what: string): readonly Finding[] => [{ rule: 'I12', what }];
      if (world.objects.get(key) !== artifact.bytes) return say(`${stream} names ${key}: it is not there as it says.`);
      const record = artifactKeyOf(task.taskId, artifact.artifactId);
      return rowOf(world, record.pk, record.sk)?.ownerId === task.ownerId ? [] : say(`${key} has no record.`);
    }),
  );
}

/** I14: of no day more is taken than it has. */
export function daysHold({ taken, limits }: World): readonly Finding[] {
  if (taken === undefined || limits === undefined) return [];
  const most = microsOf(limits.usdPerDay);
  return [...taken].flatMap(([day, micros]) =>
    micros <= most ? [] : [{ rule: 'I14', what: `Of ${day} ${micros} were taken, and it has ${most}.` }],
  );
}

/** I14: nobody holds a place, and of the day's money only what was spent is gone. */
export function quotasComeBack(world: World): readonly Finding[] {
  const rows = world.rows.filter(({ pk }) => pk.startsWith('limits/'));
  return rows.flatMap(({ pk, sk, running, calls, micros, spentMicros }) => {
    if (sk === 'HOLDERS') {
      const held = [running, calls].flatMap(set => (set instanceof Set ? [...set] : []));
      return held.length === 0 ? [] : [{ rule: 'I14', what: `${pk} is held by ${held.join(', ')}.` }];
    }
    const isBack = !sk.startsWith('DAY#') || Number(micros ?? 0) === Number(spentMicros ?? 0);
    return isBack ? [] : [{ rule: 'I14', what: `${pk} ${sk}: ${micros} are taken, ${spentMicros} were spent.` }];
  });
}
