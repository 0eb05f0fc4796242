/** THE route table: what the API offers. Handlers, gateways, OpenAPI, the docs page and the client all come from it. */

import type { Method, RouteKey, RouteSpec } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { consentRoutes } from './routes/consent.ts';
import { docsRoutes } from './routes/docs.ts';
import { secretRoutes } from './routes/secrets.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { taskRoutes } from './routes/tasks.ts';

export const routes = {
  ...sessionRoutes,
  ...consentRoutes,
  ...taskRoutes,
  ...secretRoutes,
  ...accountRoutes,
  ...docsRoutes,
};
export type Routes = typeof routes;

export interface Route extends RouteSpec {
  readonly key: RouteKey;
  readonly method: Method;
  /** Such as `/tasks/{taskId}/events`. */
  readonly path: string;
}

/** As a list, for whoever mounts them: the local gateway, the CDK, OpenAPI. */
export const routeList: readonly Route[] = Object.entries<RouteSpec>(routes).map(([key, spec]) => {
  const [method, path] = splitRouteKey(key);
  return { ...spec, key: `${method} ${path}` as RouteKey, method, path };
});

function splitRouteKey(key: string): [method: Method, path: string] {
  const [method = '', path = ''] = key.split(' ');
  return [method === 'POST' || method === 'DELETE' ? method : 'GET', path];
}
