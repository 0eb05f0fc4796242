/** Sends one request of the client and reads its answer: the body, or an `ApiError`. Never tries again. */

import { ApiError, errorOfProblem } from './api-error.ts';
import type { ClientOptions } from './client.ts';
import type { Problem } from './response-schemas.ts';

export interface PreparedRequest {
  /** `GET /tasks/{taskId}`. */
  readonly route: string;
  readonly url: string;
  readonly init: RequestInit;
}

/** Not JSON lines, which are text until somebody reads them. */
const JSON_TYPE = /^application\/(problem\+)?json\b/;
const LINES_TYPE = /^application\/jsonl\b/;
const MAX_TYPE_CHARS = 60;

export async function send(options: ClientOptions, request: PreparedRequest): Promise<unknown> {
  const { response, text } = await fetchText(options, request);
  const type = response.headers.get('content-type') ?? '';
  const body: unknown = JSON_TYPE.test(type) ? parseJson(text) : text;
  if (response.ok && isReadable(options, request.route, { type, body })) return body;
  if (isProblem(body)) throw errorOfProblem(body, secondsIn(response.headers.get('retry-after')));
  const what = `${response.status} and ${type === '' ? 'no content type' : type.slice(0, MAX_TYPE_CHARS)}`;
  const told = `${request.url} answered with ${what}, which is no answer of an Errand. Is the address right?`;
  throw new ApiError(response.status, 'network.unreadable', told);
}

/** A proxy, a portal or another program at the address answers 200 too, with a page of its own. */
function isReadable(
  { isAnswer }: ClientOptions,
  route: string,
  { type, body }: { readonly type: string; readonly body: unknown },
): boolean {
  const isWhole = JSON_TYPE.test(type)
    ? typeof body === 'object' && body !== null
    : LINES_TYPE.test(type) || route === 'GET /docs';
  return isWhole && (isAnswer === undefined || isAnswer(route, body));
}

async function fetchText(
  options: ClientOptions,
  { url, init }: PreparedRequest,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await (options.fetch ?? fetch)(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiError(0, 'network.unreachable', `${options.baseUrl} cannot be reached.`, { cause: error });
  }
}

function secondsIn(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value && 'hint' in value;
}
