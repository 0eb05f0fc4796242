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
  if (fits === undefined)
    return { ...refusal('extract.schema-invalid', 'The schema given to extract cannot be compiled.'), usage: noUsage };

  let usage = noUsage;
  let messages: readonly ModelMessage[] = [
    { role: 'system', text: extractPrompt },
    {
      role: 'user',
      text: `EXTRACT\n${JSON.stringify({ instruction: action.instruction })}\n${fencePage(page.markdown.slice(0, MAX_CHARS), deps.mark())}`,
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
    if (fits(value)) return { ok: true, rows: value.rows, cut: page.cut || page.markdown.length > MAX_CHARS, usage };
    wrong =
      value === undefined
        ? 'The answer is not JSON.'
        : (fits.errors ?? []).map(error => `${error.instancePath || '/'} ${error.message ?? ''}`).join('; ');
    messages = [
      ...messages,
      { role: 'assistant', text: reply.text, toolCalls: [] },
      { role: 'user', text: `That does not fit: ${wrong} Answer again with the JSON object alone.` },
    ];
  }
  return { ...refusal('extract.mismatch', wrong.slice(0, 500)), usage };
}

function compile(schema: object): ValidateFunction<{ rows: Row[] }> | undefined {
  try {
    return new Ajv2020({ strict: false, allErrors: true }).compile<{ rows: Row[] }>(schema);
  } catch {
    return undefined;
  }
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
