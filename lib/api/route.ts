/** What a route is made of. The table in `routes.ts` is the one source for the handlers, the gateways, OpenAPI and the client. */

import type * as z from 'zod';
import type { KeyScope } from '../domain/api-key.ts';
import type { ErrorCode } from '../domain/error-table.ts';

export type Method = 'GET' | 'POST' | 'DELETE';
export type RouteKey = `${Method} /${string}`;

export interface RouteSpec {
  /** The file under functions/ that answers, without `.ts`. */
  readonly function: 'sessions' | 'consent' | 'tasks' | 'account' | 'secrets' | 'docs';
  readonly summary: string;
  /** `owner`: the authorizer names the owner first; `none`: anyone may call it. */
  readonly auth: 'owner' | 'none';
  /** What an API key needs for it, all of them. Left out: no key will do, only the owner's own token. */
  readonly scopes?: readonly KeyScope[];
  /** Of a plain success. A handler may answer with another of `also`. */
  readonly status: number;
  readonly also?: readonly number[];
  /** True where the answer is kept under the request's Idempotency-Key and given again. */
  readonly idempotent: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** Left out: JSON. */
  readonly mediaType?: 'text/html; charset=utf-8' | 'application/jsonl';
  /** What can go wrong beyond what any route can meet. */
  readonly errors: readonly ErrorCode[];
}

export type RouteTable = Readonly<Record<RouteKey, RouteSpec>>;

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Part<Spec, Name extends string> = Spec extends Readonly<Record<Name, infer Schema>> ? Schema : undefined;

/** What a handler gets, after the checks. */
export interface ParsedParts<Spec> {
  readonly params: Parsed<Part<Spec, 'params'>>;
  readonly query: Parsed<Part<Spec, 'query'>>;
  readonly body: Parsed<Part<Spec, 'body'>>;
}

/** What a caller sends: defaults may be left out. */
export interface SentParts<Spec> {
  readonly params: Sent<Part<Spec, 'params'>>;
  readonly query: Sent<Part<Spec, 'query'>>;
  readonly body: Sent<Part<Spec, 'body'>>;
}

export type ResponseOf<Spec> = Parsed<Part<Spec, 'response'>>;
