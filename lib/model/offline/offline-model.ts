/** The built-in model: a deterministic reader of plain-English steps behind the same port as any other. No key, no network, no reasoning. */

import type { ModelClient, ModelReply, ModelRequest } from '../../agent/model-client.ts';
import { act } from './act.ts';
import { chat } from './chat.ts';
import { extract } from './extract/extract.ts';
import { plan } from './plan.ts';
import type { Turn } from './turn.ts';
import { countTurns, unfold } from './unfold.ts';

export function openOfflineModel(): ModelClient {
  return {
    name: 'offline',
    seesImages: false,
    complete: async (request, signal) => {
      signal.throwIfAborted();
      return toReply(request, answer(request));
    },
  };
}

function answer({ purpose, messages, responseSchema }: ModelRequest): Turn {
  switch (purpose) {
    case 'chat':
      return chat(messages);
    case 'plan':
      return plan(messages);
    case 'act':
      return act(unfold(messages));
    case 'extract':
      return { text: JSON.stringify(extract(messages.at(1)?.text ?? '', responseSchema)), calls: [] };
    default:
      return purpose satisfies never;
  }
}

/** Some four characters a token, so that budgets and meters mean something without a tokenizer. */
const CHARS_PER_TOKEN = 4;

function toReply(request: ModelRequest, { text, calls }: Turn): ModelReply {
  const output = text.length + JSON.stringify(calls).length;
  const input = request.messages.reduce((sum, message) => sum + message.text.length, 0);
  const turns = countTurns(request.messages);
  return {
    text,
    toolCalls: calls.map(({ name, args }, index) => ({
      callId: `call_${turns}_${index}`,
      name,
      argumentsText: JSON.stringify(args),
    })),
    usage: {
      inputTokens: Math.ceil(input / CHARS_PER_TOKEN),
      outputTokens: Math.ceil(output / CHARS_PER_TOKEN),
      usd: 0,
    },
    model: 'offline',
  };
}
