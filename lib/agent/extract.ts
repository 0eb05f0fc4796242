/** Reads rows off a page by asking a model that has no tools and sees nothing but the page and the instruction. Changes nothing. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ActionOf } from '../domain/action.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Usage } from '../domain/events.ts';
import type { Row } from './datasets.ts';
import { fencePage } from './fence.ts';
import type { ModelClient, ModelMessage } from './model-client.ts';
import type { PageText } from './page.ts';
import { extractPrompt } from './prompts/extract.ts';

/** Characters of Markdown shown to the extracting model; some 30,000 tokens. */
const MAX_CHARS = 120_000;
const MAX_OUTPUT_TOKENS = 16_000;
const TRIES = 2;
/** Characters of what does not fit, for the model and for events. */
const MAX_WRONG = 500;

const anyRow = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } };

export type Extraction =
  | { readonly ok: true; readonly rows: readonly Row[]; readonly cut: boolean; readonly usage: Usage }
  | (Refusal & { readonly usage: Usage });

export interface ExtractDeps {
  readonly model: ModelClient;
  readonly mark: () => string;
  readonly signal: AbortSignal;
}

/** Asks twice at most: the second time with what was wrong. Throws what the model client throws. */
export async function extractRows(deps: ExtractDeps, action: ActionOf<'extract'>, page: PageText): Promise<Extraction> {
  const schema = {
    type: 'object',
    properties: { rows: { type: 'array', items: action.schema ?? anyRow } },
    required: ['rows'],
  };
  const fits = compile(schema);
  if ('problem' in fits) return { ...refusal('extract.schema-invalid', fits.problem), usage: noUsage };

  let usage = noUsage;
  let messages: readonly ModelMessage[] = [
    { role: 'system', text: extractPrompt },
    {
      role: 'user',
      text: `EXTRACT\n${JSON.stringify({ instruction: action.instruction, ...columnsOf(action.schema) })}\n${fencePage(page.markdown.slice(0, MAX_CHARS), deps.mark())}`,
    },
  ];
  let wrong = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const request = {
      purpose: 'extract',
      messages,
      tools: [],
      toolChoice: 'none',
      responseSchema: schema,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    } as const;
    const reply = await deps.model.complete(request, deps.signal);
    usage = addUsage(usage, reply.usage);
    const value = parseJson(reply.text);
    if (fits(value) && value.rows.every(isRow))
      return { ok: true, rows: value.rows, cut: page.cut || page.markdown.length > MAX_CHARS, usage };
    wrong =
      value === undefined
        ? 'The answer is not JSON.'
        : (fits.errors ?? [{ instancePath: '/rows', message: 'must be objects' }])
            .map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`)
            .join('; ')
            .slice(0, MAX_WRONG);
    messages = [
      ...messages,
      { role: 'assistant', text: reply.text, toolCalls: [] },
      { role: 'user', text: `That does not fit: ${wrong} Answer again with the JSON object alone.` },
    ];
  }
  return { ...refusal('extract.mismatch', wrong), usage };
}

type Compiled = ValidateFunction<{ rows: Row[] }> | { readonly problem: string };

/** The schema is a model's, which reads hostile pages: no regular expressions (they can hang this process), nothing asynchronous. */
function compile(schema: object): Compiled {
  if (/"(pattern|patternProperties|\$async)":/.test(JSON.stringify(schema)))
    return {
      problem: 'pattern, patternProperties and $async are not supported. Use enum, type, minLength and the like.',
    };
  try {
    return new Ajv2020({ strict: false, logger: false }).compile<{ rows: Row[] }>(schema);
  } catch (error) {
    return { problem: `The schema cannot be compiled: ${String(error).slice(0, MAX_WRONG)}` };
  }
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row);

function columnsOf(schema: ActionOf<'extract'>['schema']): { readonly columns?: readonly string[] } {
  const properties = schema?.properties;
  return isRow(properties) ? { columns: Object.keys(properties) } : {};
}

/** Models like to wrap JSON in a code fence. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, ''));
  } catch {
    return undefined;
  }
}

const noUsage: Usage = { inputTokens: 0, outputTokens: 0, usd: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    usd: a.usd + b.usd,
  };
}
