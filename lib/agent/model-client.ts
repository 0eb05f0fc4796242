/** The port to a language model. Implemented by `lib/model/openai` and `lib/model/offline`; knows no vendor's shapes. */

import type { Usage } from '../domain/events.ts';

/** What the call is for; an adapter may choose a model or a temperature by it. */
export type ModelPurpose = 'chat' | 'plan' | 'act' | 'extract';

export interface ModelImage {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
  /** What it shows, in words of ours. */
  readonly caption?: string;
}

/** A call of a tool as the model wrote it. `argumentsText` is unparsed JSON: it may be malformed, and the agent checks it. */
export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  readonly argumentsText: string;
}

export type ModelMessage =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly text: string; readonly images?: readonly ModelImage[] }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string };

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly purpose: ModelPurpose;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolSpec[];
  /** `required`: the reply must call a tool. */
  readonly toolChoice: 'auto' | 'required' | 'none';
  /** Where set, the reply's text is JSON that should fit this schema. */
  readonly responseSchema?: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

export interface ModelReply {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage: Usage;
  /** The model that answered, as the endpoint names it. */
  readonly model: string;
}

export interface ModelClient {
  /** Shown in proposals, events and the console: `offline` or the model's name. */
  readonly name: string;
  /** True where images in messages are understood. */
  readonly seesImages: boolean;
  /** Throws `model.unavailable`, `model.key-refused` or `model.request-refused` after its own bounded retries. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
}
