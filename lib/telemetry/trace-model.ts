/** The same model, each call of it a `chat` span. What it is asked and what it says stays out of the span. */

import type { Span } from '@opentelemetry/api';
import type { ModelClient } from '../agent/model-client.ts';
import { ambient } from './ambient.ts';
import { note, spanned, type Tracing } from './tracing.ts';

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

export interface ModelTracing {
  /** Left out: the innermost span that is open. */
  readonly parent?: () => Span | undefined;
  /** Told of each call. */
  readonly used?: (tokens: Tokens) => void;
}

/** The built-in model answers in this process; any other is a service. */
const isBuiltIn = ({ name }: ModelClient): boolean => name === 'offline';
export const providerOf = (model: ModelClient): string => (isBuiltIn(model) ? 'errand' : 'openai');

export function traceModel(tracing: Tracing | undefined, model: ModelClient, of: ModelTracing = {}): ModelClient {
  if (tracing === undefined) return model;
  return {
    ...model,
    complete: (request, signal) => {
      const attributes = {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': providerOf(model),
        'gen_ai.request.model': model.name,
        'gen_ai.request.max_tokens': request.maxOutputTokens,
        'gen_ai.output.type': request.responseSchema === undefined ? undefined : 'json',
        'gen_ai.conversation.id': ambient().sessionId,
        'errand.purpose': request.purpose,
      };
      const parent = of.parent?.() ?? ambient().parent;
      const kind = isBuiltIn(model) ? 'internal' : 'client';
      return spanned(tracing, `chat ${model.name}`, { kind, parent, attributes }, async span => {
        const reply = await model.complete(request, signal);
        const { inputTokens: input, outputTokens: output } = reply.usage;
        note(span, {
          'gen_ai.response.model': reply.model,
          'gen_ai.usage.input_tokens': input,
          'gen_ai.usage.output_tokens': output,
        });
        of.used?.({ input, output });
        return reply;
      });
    },
  };
}
