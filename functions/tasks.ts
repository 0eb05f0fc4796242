/** The tasks' routes as a Lambda. */

import { endpoint } from '../lib/api/endpoint.ts';
import { taskHandlers } from '../lib/api/handlers/tasks.ts';
import { taskRoutes } from '../lib/api/routes/tasks.ts';
import { connectTasks } from '../lib/connect.ts';

export const handler = endpoint(taskRoutes, taskHandlers, connectTasks);
