/** One call of the model, and its answer as intents, or what is unusable about it. Acts on nothing. */

import type { Usage } from '../domain/events.ts';
import { withPicture } from './history.ts';
import type { ModelImage, ToolCall } from './model-client.ts';
import type { RunDeps, RunState } from './run.ts';
import type { Intent, Tool } from './tools/tool.ts';
import { specsOf, toolsFor } from './tools/toolbox.ts';
import { withWhatIsLeft } from './what-is-left.ts';

export interface Call {
  readonly call: ToolCall;
  readonly intent: Intent;
}

export interface Decision {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage: Usage;
  readonly model: string;
  readonly ms: number;
  /** `unusable`: no call could be read; nothing of it is done. */
  readonly reading:
    | { readonly kind: 'calls'; readonly calls: readonly Call[] }
    | { readonly kind: 'unusable'; readonly detail: string };
}

const MAX_OUTPUT_TOKENS = 4_000;
/** More calls than this in one turn is a model run wild. */
const MAX_CALLS = 12;

/** Throws what the model client throws. */
export async function decide(deps: RunDeps, state: RunState, picture: ModelImage | undefined): Promise<Decision> {
  const start = deps.clock();
  const told = { messages: withWhatIsLeft(state.history.messages, state) };
  const messages = picture === undefined ? told.messages : withPicture(told, picture);
  const tools = toolsFor({ seesImages: deps.model.seesImages && state.task.consent.vision !== 'off' });
  const request = {
    purpose: 'act',
    messages,
    tools: specsOf(tools),
    toolChoice: 'required',
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  } as const;
  const reply = await deps.model.complete(request, deps.signal);
  const { text, toolCalls, usage, model } = reply;
  return { text: text.trim(), toolCalls, usage, model, ms: deps.clock() - start, reading: readCalls(toolCalls, tools) };
}

/** All calls are read before any is done: one that is wrong makes the whole turn unusable, so that no half of a plan runs. */
function readCalls(toolCalls: readonly ToolCall[], tools: readonly Tool[]): Decision['reading'] {
  if (toolCalls.length === 0)
    return { kind: 'unusable', detail: 'No tool was called. Call one of the tools; end with finish.' };
  if (toolCalls.length > MAX_CALLS)
    return { kind: 'unusable', detail: `${toolCalls.length} calls in one turn; at most ${MAX_CALLS} are taken.` };
  const calls: Call[] = [];
  for (const call of toolCalls) {
    const tool = tools.find(({ spec }) => spec.name === call.name);
    if (tool === undefined)
      return {
        kind: 'unusable',
        detail: `There is no tool "${call.name}". There are: ${tools.map(({ spec }) => spec.name).join(', ')}.`,
      };
    const intent = tool.read(call.argumentsText);
    if (intent.kind === 'wrong') return { kind: 'unusable', detail: intent.detail };
    calls.push({ call, intent });
  }
  return { kind: 'calls', calls };
}
