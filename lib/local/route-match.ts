/** Finds the route of a request as API Gateway does: the most literal path wins. Pure. */

export interface GatewayRoute {
  readonly method: string;
  /** Such as `/tasks/{id}/events`. */
  readonly path: string;
  /** The file under functions/ whose handler answers, without `.ts`. */
  readonly function: string;
  /** `none`: anyone may call it. `owner`: the authorizer names the owner first. */
  readonly auth: 'none' | 'owner';
}

export interface Matched {
  readonly route: GatewayRoute;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export type MatchRoute = (method: string, path: string) => Matched | undefined;

interface Pattern {
  readonly route: GatewayRoute;
  readonly routeKey: string;
  readonly parts: readonly string[];
}

export function routeMatcher(routes: readonly GatewayRoute[]): MatchRoute {
  const patterns = new Map<string, Pattern[]>();
  const literalFirst = [...routes].sort((a, b) => parameterCount(a.path) - parameterCount(b.path));
  for (const route of literalFirst) {
    const parts = route.path.split('/');
    const bucket = bucketOf(route.method, parts.length);
    const pattern = { route, routeKey: `${route.method} ${route.path}`, parts };
    patterns.set(bucket, [...(patterns.get(bucket) ?? []), pattern]);
  }
  return (method, path) => {
    const parts = path.split('/');
    for (const pattern of patterns.get(bucketOf(method, parts.length)) ?? []) {
      const pathParameters = parametersOf(pattern.parts, parts);
      if (pathParameters) return { route: pattern.route, routeKey: pattern.routeKey, pathParameters };
    }
    return undefined;
  };
}

const bucketOf = (method: string, parts: number): string => `${method} ${parts}`;
const parameterCount = (path: string): number => path.split('{').length;

function parametersOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [at, expected] of pattern.entries()) {
    const part = parts[at] ?? '';
    if (!expected.startsWith('{')) {
      if (expected !== part) return undefined;
      continue;
    }
    const value = decoded(part);
    if (value === undefined || value === '') return undefined;
    found[expected.slice(1, -1)] = value;
  }
  return found;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
