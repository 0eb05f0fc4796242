/** What must hold of control: one has it at a time, hands act only then and each once, and no worker takes it into its grave. */

import { isTerminal } from '../../../lib/domain/task.ts';
import { type Finding, type HandAct, type TaskFacts, tasksOf, timeOf, type World } from '../world.ts';
import { type Era, type Event, erasOf, workersOf } from './eras.ts';

/** The agent's own doing. */
const OF_AGENT: ReadonlySet<Event['type']> = new Set([
  'page.observed',
  'step.decided',
  'action.started',
  'question.asked',
  'approval.asked',
  'budget.reached',
  'secret.needed',
]);

type Held = 'nobody' | 'requested' | 'taken';

/** I16, as the events tell it. */
export function controlIsOnes(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const found: Finding[] = [];
    const say = (what: string): void => void found.push({ rule: 'I16', what: `${stream}: ${what}` });
    let held: Held = 'nobody';
    /** True in an era that began while it was asked for: nothing comes before it is handed over. */
    let isOwed = false;
    for (const { seq, type } of events) {
      switch (type) {
        case 'control.requested':
          if (held !== 'nobody') say(`event ${seq} asks for control that is ${held}.`);
          held = 'requested';
          break;
        case 'control.taken':
          if (held !== 'requested')
            say(`event ${seq} takes control that is ${held === 'taken' ? held : 'not asked for'}.`);
          held = 'taken';
          isOwed = false;
          break;
        case 'control.returned':
          if (held === 'nobody') say(`event ${seq} gives back what nobody has.`);
          held = 'nobody';
          isOwed = false;
          break;
        case 'task.started':
        case 'task.queued':
          if (held === 'taken') held = 'requested';
          isOwed = type === 'task.started' && held === 'requested';
          break;
        case 'task.finished':
          held = 'nobody';
          break;
        default:
          if (held === 'taken' && OF_AGENT.has(type))
            say(`the agent does ${type} at ${seq} while a person has control.`);
          if (isOwed && type === 'step.decided') say(`event ${seq} decides before control is handed over again.`);
      }
    }
    if (task.control !== undefined && isTerminal(task.status)) say(`has ended, and control is ${task.control}.`);
    return found;
  });
}

/** I16, as hands tell it: the page's own log. */
export function handsActInTheirTime(world: World): readonly Finding[] {
  const { byHand = [], sent } = world;
  return tasksOf(world).flatMap(facts => {
    const found: Finding[] = [];
    const say = (what: string): void => void found.push({ rule: 'I16', what: `${facts.stream}: ${what}` });
    const acts = byHand.filter(({ taskId }) => taskId === facts.task.taskId);
    const eras = erasOf(world, facts.events, () => {});
    for (const [index, act] of acts.entries()) {
      if (acts.findIndex(({ input }) => input === act.input) < index) say(`"${act.input}" is done twice by hand.`);
      if (!isInTime(world, eras, act)) say(`"${act.input}" is done by hand, and ${act.worker} had not handed over.`);
    }
    const places = sent === undefined ? [] : acts.map(({ input }) => sent.indexOf(input));
    if (places.includes(-1)) say(`${acts[places.indexOf(-1)]?.input} is done by hand, and nobody sent it.`);
    if (places.some((place, index) => place < (places[index - 1] ?? 0))) say('what was sent is done in another order.');
    return found;
  });
}

/** From the taking on until the agent goes on: what was sent before it was given back is done all the same. */
function isInTime(world: World, eras: readonly Era[], { worker, at }: HandAct): boolean {
  const era = eras.find(one => workersOf(one).includes(worker));
  if (era === undefined || at > era.until) return false;
  const before = era.events.filter(event => timeOf(world, event) <= at);
  const newest = before.findLast(({ type }) => type === 'control.taken' || OF_AGENT.has(type));
  return newest?.type === 'control.taken';
}

/** I16: what was given back goes on. Whoever took it had a page, so that the run goes on from there, or ends. */
export function returnedGoesOn(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ stream, events }: TaskFacts) => {
    const last = events.findLastIndex(({ type }) => type === 'control.returned');
    const goesOn =
      last < 0 || events.slice(last).some(({ type }) => type === 'step.decided' || type === 'task.finished');
    return goesOn ? [] : [{ rule: 'I16', what: `${stream} was given back and nothing came of it.` }];
  });
}
