/** The tasks' routes as a Lambda. */

import { endpoint } from '../lib/api/endpoint.ts';
import { taskHandlers } from '../lib/api/handlers/tasks.ts';
import { taskRoutes } from '../lib/api/routes/tasks.ts';
import { connectTasks, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(endpoint(taskRoutes, taskHandlers, connectTasks), connectTracing);
