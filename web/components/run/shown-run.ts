/** What every part of a run's view is given: which run it is, what was agreed to, and what has happened. */

import type { Scope } from '../../../lib/domain/scope.ts';
import type { OpenTask } from '../../state/open-run.ts';

export interface ShownRun {
  readonly taskId: string;
  readonly sessionId: string;
  readonly title: string;
  readonly scope: Scope;
  readonly task: OpenTask;
}
