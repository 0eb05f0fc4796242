/** The one checker: what a run left behind, held against every rule of the house that can be read from there. Mends nothing. */

import {
  actsAreConsented,
  cancelsHold,
  consentsHaveTasks,
  nothingIsRepeatedInSilence,
  unknownsAreTold,
} from './rules/acts.ts';
import { controlIsOnes, handsActInTheirTime, returnedGoesOn } from './rules/control.ts';
import { clientsSeeWhatIs, queuedTasksAreSent } from './rules/delivered.ts';
import {
  artifactsAreThere,
  budgetsHold,
  daysHold,
  quotasComeBack,
  secondsAreOfActing,
  tasksEnd,
} from './rules/ends.ts';
import { workersAreAlone } from './rules/eras.ts';
import { secretsAreAskedFor, secretsAreSealed } from './rules/secrets.ts';
import { endsAreFinal, ownersAreKept, streamsAreWhole } from './rules/streams.ts';
import { wordsAreTold } from './rules/told.ts';
import type { Finding, World } from './world.ts';

export interface CheckOptions {
  /** The same world at an earlier time. */
  readonly earlier?: World;
  /** False while errands still run: then only what holds at every moment is asked. */
  readonly isOver?: boolean;
}

/** Sentences, each with the rule it is about; none where all holds. */
export function checkInvariants(world: World, { earlier, isOver = true }: CheckOptions = {}): readonly string[] {
  const found: readonly Finding[] = [
    ...streamsAreWhole(world, earlier),
    ...endsAreFinal(world),
    ...ownersAreKept(world),
    ...actsAreConsented(world),
    ...workersAreAlone(world),
    ...consentsHaveTasks(world),
    ...nothingIsRepeatedInSilence(world),
    ...unknownsAreTold(world),
    ...cancelsHold(world),
    ...budgetsHold(world),
    ...daysHold(world),
    ...secondsAreOfActing(world),
    ...artifactsAreThere(world),
    ...controlIsOnes(world),
    ...handsActInTheirTime(world),
    ...wordsAreTold(world),
    ...secretsAreAskedFor(world),
    ...secretsAreSealed(world),
    ...clientsSeeWhatIs(world, isOver),
    ...(isOver
      ? [...tasksEnd(world), ...returnedGoesOn(world), ...quotasComeBack(world), ...queuedTasksAreSent(world)]
      : []),
  ];
  return found.map(({ rule, what }) => `${rule}: ${what}`);
}
