/** What must hold of what was done: with a consent, by one worker at a time, not twice in silence, not after a cancel. */

import type { Stored, TaskEvent } from '../../../lib/domain/events.ts';
import { covers } from '../../../lib/domain/scope.ts';
import {
  eventsOf,
  type Finding,
  rowOf,
  type SiteAct,
  streamsOf,
  type TaskFacts,
  tasksOf,
  timeOf,
  type World,
} from '../world.ts';

type Event = Stored<TaskEvent>;

const isIntent = (event: Event): event is Extract<Event, { type: 'action.started' }> => event.type === 'action.started';

/** I1. */
export function actsAreConsented(world: World): readonly Finding[] {
  const found: Finding[] = [];
  for (const { task, stream, events, acts } of tasksOf(world)) {
    const say = (what: string): void => void found.push({ rule: 'I1', what });
    const { consent } = task;
    const row = rowOf(world, stream, 'CONSENT');
    if (row?.consentId !== consent.consentId || row.digest !== consent.digest)
      say(`The consent of ${stream} is not the one that was written with it.`);
    if (consent.taskId !== task.taskId) say(`The consent of ${stream} is to ${consent.taskId}.`);
    const intents = events.filter(isIntent);
    for (const intent of intents) {
      const { verb, action } = intent.data;
      if (!consent.scope.verbs.includes(verb)) say(`Event ${intent.seq} of ${stream} does ${verb}: not consented to.`);
      if (timeOf(world, intent) >= Date.parse(consent.expiresAt))
        say(`Event ${intent.seq} of ${stream} is after the consent.`);
      if (action.kind === 'navigate' && !covers(consent.scope, action.url)) say(`Event ${intent.seq} leads outside.`);
    }
    for (const act of acts)
      if (!intents.some(intent => nameOf(intent) === act.act && timeOf(world, intent) <= act.at))
        say(`The site of ${stream} saw "${act.act}", and no intent of it was written before.`);
  }
  for (const { taskId } of world.site)
    if (rowOf(world, `task/${taskId}`, 'STATE') === undefined) found.push({ rule: 'I1', what: `No task ${taskId}.` });
  return found;
}

function nameOf({ data }: Extract<Event, { type: 'action.started' }>): string | undefined {
  return 'target' in data.action ? data.action.target?.name : undefined;
}

/** I6: between two of the same a person said yes to just this one again. */
export function nothingIsRepeatedInSilence(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(facts =>
    repeatsOf(facts).flatMap(([first, again]) => {
      const said = facts.events.some(
        event => event.type === 'approval.used' && timeOf(world, event) >= first.at && timeOf(world, event) <= again.at,
      );
      const what = `The site of ${facts.stream} saw "${again.act}" again, and nobody had said yes to that.`;
      return said ? [] : [{ rule: 'I6', what }];
    }),
  );
}

function repeatsOf({ acts }: TaskFacts): readonly (readonly [SiteAct, SiteAct])[] {
  return acts.flatMap((act, index) => {
    const before = acts.slice(0, index).findLast(one => one.act === act.act);
    return before === undefined ? [] : [[before, act] as const];
  });
}

/** I6: an intent whose worker is gone is told of before the next one acts. */
export function unknownsAreTold(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ stream, events }) => {
    const found: Finding[] = [];
    let open: Extract<Event, { type: 'action.started' }>[] = [];
    let dead: typeof open = [];
    for (const event of events) {
      if (event.type === 'action.finished') open = [];
      if (event.type === 'task.started') {
        dead = [...dead, ...open];
        open = [];
      }
      if (event.type === 'outcome.unknown')
        dead = dead.filter(({ data }) => data.step !== event.data.step || data.index !== event.data.index);
      if (!isIntent(event)) continue;
      const untold = dead.find(({ data }) => data.verb !== 'read' && data.step > 0);
      if (untold !== undefined)
        found.push({
          rule: 'I6',
          what: `${stream} acts at ${event.seq} and has not told that ${untold.seq} is unknown.`,
        });
      dead = [];
      open = [event];
    }
    return found;
  });
}

/** I7. */
export function cancelsHold(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events, acts }) => {
    const asked = events.findIndex(({ type }) => type === 'cancel.requested');
    const begun = asked < 0 ? undefined : events.slice(asked).find(isIntent);
    const end = events.find(({ type }) => type === 'task.finished');
    const late = end === undefined ? undefined : acts.find(({ at }) => at > timeOf(world, end));
    return [
      ...(begun === undefined ? [] : [{ rule: 'I7', what: `${stream} begins event ${begun.seq} after its cancel.` }]),
      ...(late === undefined ? [] : [{ rule: 'I7', what: `The site saw "${late.act}" after the end of ${stream}.` }]),
      ...(asked >= 0 && task.status === 'completed'
        ? [{ rule: 'I7', what: `${stream} is cancelled and completed.` }]
        : []),
    ];
  });
}

/** I3: a yes that was taken has its task, and its message. */
export function consentsHaveTasks(world: World): readonly Finding[] {
  return streamsOf(world)
    .filter(stream => stream.startsWith('session/'))
    .flatMap(stream => eventsOf(world, stream))
    .flatMap(({ event }) => (event.type === 'consent.given' ? [event.data.consent] : []))
    .flatMap(({ consentId, taskId }) => {
      const first = eventsOf(world, `task/${taskId}`)[0]?.event.type;
      return first === 'task.queued'
        ? []
        : [{ rule: 'I3', what: `Consent ${consentId} has no queued task ${taskId}.` }];
    });
}
