/** A language model that answers from a script, in order. Fails on an unexpected call and on leftovers. */

import type { ModelClient, ModelPurpose, ModelReply, ModelRequest } from '../../lib/agent/model-client.ts';

export interface ScriptedReply {
  readonly purpose?: ModelPurpose;
  readonly text?: string;
  /** Arguments as a value, or as raw text where they are to be malformed. */
  readonly calls?: readonly { readonly name: string; readonly args?: unknown; readonly raw?: string }[];
  readonly error?: Error;
}

export type ScriptEntry = ScriptedReply | ((request: ModelRequest) => ScriptedReply);

export interface ScriptedModel extends ModelClient {
  readonly requests: readonly ModelRequest[];
  assertDone(): void;
}

export function scriptModel(
  script: readonly ScriptEntry[],
  options: { name?: string; seesImages?: boolean } = {},
): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    name: options.name ?? 'scripted',
    seesImages: options.seesImages ?? false,
    requests,
    complete: async (request, signal): Promise<ModelReply> => {
      signal.throwIfAborted();
      const entry = script[requests.length];
      requests.push(request);
      if (entry === undefined) throw new Error(`Unexpected call ${requests.length} of the model (${request.purpose}).`);
      const reply = typeof entry === 'function' ? entry(request) : entry;
      if (reply.error) throw reply.error;
      if (reply.purpose !== undefined && reply.purpose !== request.purpose) {
        throw new Error(`Call ${requests.length} is for ${request.purpose}; the script expected ${reply.purpose}.`);
      }
      const toolCalls = (reply.calls ?? []).map(({ name, args, raw }, index) => ({
        callId: `call-${requests.length}-${index}`,
        name,
        argumentsText: raw ?? JSON.stringify(args ?? {}),
      }));
      return {
        text: reply.text ?? '',
        toolCalls,
        usage: { inputTokens: 100, outputTokens: 10, usd: 0.001 },
        model: options.name ?? 'scripted',
      };
    },
    assertDone() {
      if (requests.length !== script.length)
        throw new Error(`The model was called ${requests.length} times; the script has ${script.length} replies.`);
    },
  };
}
