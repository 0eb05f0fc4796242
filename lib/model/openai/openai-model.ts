/** The model behind any OpenAI-compatible chat-completions endpoint. Retries what may pass, bounded; tells apart what cannot. */

import type OpenAI from 'openai';
import type { ModelClient, ModelReply, ModelRequest } from '../../agent/model-client.ts';
import { ErrandError } from '../../domain/errors.ts';
import { type Failure, judgeFailure } from './failure.ts';
import { type Price, priceOf, usageOf } from './price.ts';
import { type JsonForm, toToolCalls, toWire } from './wire.ts';

export interface OpenAiConfig {
  readonly apiKey: string;
  /** Undefined: OpenAI's own. */
  readonly baseUrl: string | undefined;
  readonly model: string;
  readonly seesImages: boolean;
  /** US dollars for a million tokens; undefined: the built-in table, or 0 where the model is not in it. */
  readonly price?: Price | undefined;
  /** For one try. */
  readonly timeoutMs?: number;
  readonly tries?: number;
}

export interface OpenAiDeps {
  /** Resolves after so many ms, or rejects when aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** Where the key is kept elsewhere than in the settings. */
  readonly readKey?: (() => Promise<string>) | undefined;
}

const TIMEOUT_MS = 90_000;
const TRIES = 4;

export function openOpenAiModel(config: OpenAiConfig, deps: OpenAiDeps): ModelClient {
  let client: Promise<OpenAI> | undefined;
  /** The package costs some 80 ms to load: only a process that calls a model pays. */
  const connect = (): Promise<OpenAI> => {
    client ??= openClient(config, deps).catch(error => {
      // The key may be put right while this process lives.
      client = undefined;
      throw error;
    });
    return client;
  };
  /** Endpoints differ in which way of asking for JSON they take; what one took last is asked for first. */
  const known: Known = { jsonForm: 'schema' };
  return {
    name: config.model,
    seesImages: config.seesImages,
    complete: async (request, signal) => complete({ openai: await connect(), config, deps, known }, request, signal),
  };
}

async function openClient(config: OpenAiConfig, { readKey }: OpenAiDeps): Promise<OpenAI> {
  const [{ default: Client }, apiKey] = await Promise.all([import('openai'), readKey?.() ?? config.apiKey]);
  return new Client(clientOptions({ ...config, apiKey }));
}

function clientOptions({ apiKey, baseUrl, timeoutMs }: OpenAiConfig) {
  return {
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    timeout: timeoutMs ?? TIMEOUT_MS,
    maxRetries: 0,
  };
}

interface Known {
  jsonForm: JsonForm;
}

interface Connected {
  readonly openai: OpenAI;
  readonly config: OpenAiConfig;
  readonly deps: OpenAiDeps;
  readonly known: Known;
}

async function complete(connected: Connected, request: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
  const { config, deps, known } = connected;
  const tries = config.tries ?? TRIES;
  let form = known.jsonForm;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await callOnce(connected, request, { form, signal });
      known.jsonForm = form;
      return reply;
    } catch (error) {
      signal.throwIfAborted();
      const failure = judgeFailure(error, config);
      const looser = failure.code === 'model.request-refused' ? looserThan(form, request) : undefined;
      if (looser !== undefined) {
        form = looser;
        continue;
      }
      if (failure.kind === 'final' || attempt >= tries) throw new ErrandError(failure.code, failure.detail, {}, error);
      await deps.sleep(delayMs(failure, attempt, deps.random), signal);
    }
  }
}

/** A simpler way of asking for JSON; undefined where there is none left, so this ends. */
function looserThan(form: JsonForm, { responseSchema }: ModelRequest): JsonForm | undefined {
  if (responseSchema === undefined || form === 'none') return undefined;
  return form === 'schema' ? 'object' : 'none';
}

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 20_000;

/** Exponential with full jitter, or what the endpoint asked for, at most 20 s. */
function delayMs(failure: Failure, attempt: number, random: () => number): number {
  if (failure.kind === 'passing' && failure.retryAfterMs !== undefined)
    return Math.min(failure.retryAfterMs, MAX_DELAY_MS);
  return Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2);
}

async function callOnce(
  { openai, config }: Connected,
  request: ModelRequest,
  { form, signal }: { form: JsonForm; signal: AbortSignal },
): Promise<ModelReply> {
  const completion = await openai.chat.completions.create(
    { model: config.model, ...toWire(request, form) },
    { signal },
  );
  const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
  if (choice?.message === undefined) throw new TypeError('The answer has no choices.');
  const { message } = choice;
  return {
    text: message.content ?? message.refusal ?? '',
    toolCalls: toToolCalls(message.tool_calls),
    usage: usageOf(completion.usage, config.price ?? priceOf(config.model)),
    model: completion.model ?? config.model,
  };
}
