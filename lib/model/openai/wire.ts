/** Turns our messages and tools into the shapes of the chat-completions API. Sends nothing. */

import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import type { ModelImage, ModelMessage, ModelRequest, ToolCall } from '../../agent/model-client.ts';

type Wire = Omit<ChatCompletionCreateParamsNonStreaming, 'model'>;

export type JsonForm = 'schema' | 'object' | 'none';

export function toWire(request: ModelRequest, jsonForm: JsonForm): Wire {
  const { tools, toolChoice, responseSchema, maxOutputTokens } = request;
  return {
    messages: request.messages.map(toMessage),
    max_completion_tokens: maxOutputTokens,
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(tool => ({
            type: 'function' as const,
            function: { ...tool, parameters: { ...tool.parameters } },
          })),
          tool_choice: toolChoice,
        }),
    ...(responseSchema === undefined ? {} : toResponseFormat(responseSchema, jsonForm)),
  };
}

function toResponseFormat(schema: Readonly<Record<string, unknown>>, form: JsonForm): Pick<Wire, 'response_format'> {
  switch (form) {
    case 'schema':
      return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { ...schema } } } };
    case 'object':
      return { response_format: { type: 'json_object' } };
    case 'none':
      return {};
    default:
      return form satisfies never;
  }
}

function toMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      if (message.images === undefined || message.images.length === 0) return { role: 'user', content: message.text };
      return { role: 'user', content: [{ type: 'text', text: message.text }, ...message.images.map(toImage)] };
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text,
        ...(message.toolCalls.length === 0
          ? {}
          : {
              tool_calls: message.toolCalls.map(call => ({
                id: call.callId,
                type: 'function' as const,
                function: { name: call.name, arguments: call.argumentsText },
              })),
            }),
      };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
    default:
      return message satisfies never;
  }
}

/** Compatible endpoints leave out ids, repeat them, or send arguments as an object: each call gets its own id and a text. */
export function toToolCalls(calls: readonly ChatCompletionMessageToolCall[] | null | undefined): readonly ToolCall[] {
  const taken = new Set<string>();
  return (calls ?? []).flatMap((call, index) => {
    if (call.type === 'custom' || call.function === undefined) return [];
    const callId = call.id && !taken.has(call.id) ? call.id : `call_${index}_${taken.size}`;
    taken.add(callId);
    const given: unknown = call.function.arguments;
    return [
      {
        callId,
        name: call.function.name,
        argumentsText: typeof given === 'string' ? given : JSON.stringify(given ?? {}),
      },
    ];
  });
}

function toImage({ mediaType, bytes }: ModelImage) {
  return {
    type: 'image_url' as const,
    image_url: { url: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` },
  };
}
