/** The API as an OpenAPI 3.1 document, made of the route table and nothing else. Pure. */

import * as z from 'zod';
import { Artifact } from '../domain/artifact.ts';
import { Consent } from '../domain/consent.ts';
import { type ErrorCode, errorTable } from '../domain/error-table.ts';
import { Message } from '../domain/message.ts';
import { Proposal } from '../domain/proposal.ts';
import { Problem, SessionEventView, SessionView, TaskEventView, TaskView } from './response-schemas.ts';
import { type Route, routeList } from './routes.ts';

export type Json = Record<string, unknown>;

const NAMED: Readonly<Record<string, z.ZodType>> = {
  Artifact,
  Consent,
  Message,
  Problem,
  Proposal,
  Session: SessionView,
  SessionEvent: SessionEventView,
  Task: TaskView,
  TaskEvent: TaskEventView,
};

/** Schemas that only code can check (an error code) say their JSON type by `meta`. */
const OPTIONS = { target: 'draft-2020-12', unrepresentable: 'any' } as const;

export function makeOpenApi(routes: readonly Route[] = routeList): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Errand',
      version: '0.1.0',
      description:
        'An agent proposes an errand on the web, waits for a yes, and then does it in a headless Chromium in the open. Every POST takes an Idempotency-Key; failures are problem JSON (RFC 9457).',
    },
    security: [{ bearer: [] }, { apiKey: [] }],
    paths: pathsOf(routes),
    components: {
      schemas: componentsOf(routes),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function pathsOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: Route): Json {
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.method === 'POST' ? [KEY_PARAMETER] : []),
  ];
  const body = { content: { 'application/json': { schema: ref(nameOf(route, 'Request')) } } };
  return {
    operationId: nameOf(route, ''),
    summary: route.summary,
    tags: [route.function],
    ...securityOf(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: !route.body.safeParse(undefined).success, ...body } }),
    responses: { ...successes(route), ...problems(route) },
  };
}

/** The scopes stand beside: OpenAPI knows them of OAuth only. */
function securityOf({ auth, scopes }: Route): Json {
  if (auth === 'none') return { security: [] };
  return scopes === undefined ? { security: [{ bearer: [] }] } : { 'x-key-scopes': scopes };
}

const KEY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and request get the first answer again for 24 h.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
};

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape).map(([name, part]) => {
    const { $schema: _, description, ...json } = z.toJSONSchema(part, { ...OPTIONS, io: 'input' });
    const required = place === 'path';
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: json };
  });
}

function successes(route: Route): Json {
  const type = route.mediaType ?? 'application/json';
  const content = { [type]: { schema: ref(nameOf(route, 'Response')) } };
  const answers = [route.status, ...(route.also ?? [])].map(status => [
    String(status),
    { description: 'Done', content },
  ]);
  return Object.fromEntries(answers);
}

/** Every code a caller may meet on this route, by HTTP status. */
function problems(route: Route): Json {
  const byStatus = Object.groupBy(errorCodesOf(route), code => String(errorTable[code].status));
  const answers = Object.entries(byStatus).map(([status, codes = []]) => [
    status,
    {
      description: codes.map(code => `\`${code}\`: ${errorTable[code].title}`).join('. '),
      content: { 'application/problem+json': { schema: ref('Problem') } },
      'x-error-codes': codes,
    },
  ]);
  return Object.fromEntries(answers);
}

const OWNER_ERRORS = [
  'request.unauthenticated',
  'key.scope-missing',
  'rate.exceeded',
  'store.unavailable',
] as const satisfies readonly ErrorCode[];

export function errorCodesOf(route: Route): ErrorCode[] {
  const checks: ErrorCode[] = route.auth === 'owner' ? [...OWNER_ERRORS] : [];
  if (route.query !== undefined || route.body !== undefined) checks.push('request.invalid');
  if (route.body !== undefined) checks.push('request.invalid-json', 'request.too-large');
  return [...new Set([...checks, ...route.errors, 'internal.unexpected' as const])];
}

function componentsOf(routes: readonly Route[]): Json {
  const requests = z.registry<{ id: string }>();
  const responses = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) responses.add(schema, { id });
  for (const route of routes) {
    if (route.body !== undefined) requests.add(route.body, { id: nameOf(route, 'Request') });
    responses.add(route.response, { id: nameOf(route, 'Response') });
  }
  const uri = (id: string): string => `#/components/schemas/${id}`;
  const made = {
    ...z.toJSONSchema(requests, { ...OPTIONS, uri, io: 'input' }).schemas,
    ...z.toJSONSchema(responses, { ...OPTIONS, uri, io: 'output' }).schemas,
  };
  return Object.fromEntries(
    Object.entries(made).map(([id, { $schema: _schema, $id: _id, id: _own, ...schema }]) => [id, schema]),
  );
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** `GET /tasks/{taskId}/events` → `getTasksTaskIdEvents`. */
function nameOf(route: Route, ending: string): string {
  const words = route.path.split(/[^A-Za-z]+/).filter(word => word !== '');
  const camel = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return `${route.method.toLowerCase()}${camel}${ending}`;
}
