/** Every error code with its HTTP status, whether to retry, and what to do next. Data only; `errors.ts` has the class. */

import { accessErrors } from './errors-by-area/access-errors.ts';
import { agentErrors } from './errors-by-area/agent-errors.ts';
import { browserErrors } from './errors-by-area/browser-errors.ts';
import { controlErrors } from './errors-by-area/control-errors.ts';
import { modelErrors } from './errors-by-area/model-errors.ts';
import { pageErrors } from './errors-by-area/page-errors.ts';
import { recordErrors } from './errors-by-area/record-errors.ts';
import { requestErrors } from './errors-by-area/request-errors.ts';
import { scopeErrors } from './errors-by-area/scope-errors.ts';
import { secretErrors } from './errors-by-area/secret-errors.ts';
import { sessionErrors } from './errors-by-area/session-errors.ts';
import { systemErrors } from './errors-by-area/system-errors.ts';
import { taskErrors } from './errors-by-area/task-errors.ts';

/** In the order in which docs/errors.md lists them. */
export const errorTable = {
  ...requestErrors,
  ...sessionErrors,
  ...taskErrors,
  ...controlErrors,
  ...accessErrors,
  ...recordErrors,
  ...modelErrors,
  ...pageErrors,
  ...browserErrors,
  ...scopeErrors,
  ...secretErrors,
  ...agentErrors,
  ...systemErrors,
} as const;

export type ErrorCode = keyof typeof errorTable;
