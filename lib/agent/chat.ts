/** Answers a person: talks, or hands over to the planner, whose plan becomes a proposal. Starts nothing, decides no yes. */

import type { Usage } from '../domain/events.ts';
import type { Message } from '../domain/message.ts';
import type { ProposalTerms } from '../domain/proposal.ts';
import { addUsage } from './extract.ts';
import { fencePage } from './fence.ts';
import type { ModelMessage, ToolSpec } from './model-client.ts';
import { type PlanDeps, plan } from './planner.ts';
import { chatPrompt } from './prompts/chat.ts';

export interface ChatDeps extends PlanDeps {
  /** A fresh unguessable mark for each block of page text. */
  readonly mark: () => string;
}

/** What a part of the answer cost, by who was asked. */
export interface Spending {
  readonly purpose: 'chat' | 'plan';
  readonly usage: Usage;
  readonly ms: number;
}

export type Response =
  | {
      readonly kind: 'reply';
      readonly text: string;
      readonly origin: 'chat' | 'planner';
      readonly spending: readonly Spending[];
    }
  | { readonly kind: 'proposal'; readonly terms: ProposalTerms; readonly spending: readonly Spending[] };

/** Newest messages the chat sees; the planner sees as many of the person's. */
const MAX_MESSAGES = 40;
const MAX_OUTPUT_TOKENS = 1_500;

const planErrand: ToolSpec = {
  name: 'plan_errand',
  description:
    'Hand over to the planner, which has read what the person typed and makes a proposal for them to agree to.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
};

/**
 * The chat model is asked first, always: a greeting or a question about a result needs no plan, and only its call of
 * `plan_errand` (which carries no words) brings in the planner. It costs one short call an errand; going straight to the
 * planner in fresh conversations would save it, and would make proposals out of small talk.
 * Throws what the model client throws, and `model.malformed` where the planner stays unusable.
 */
export async function respond(deps: ChatDeps, conversation: readonly Message[]): Promise<Response> {
  const recent = conversation.slice(-MAX_MESSAGES);
  const start = deps.clock();
  const reply = await deps.model.complete(
    {
      purpose: 'chat',
      messages: chatMessages(deps, recent),
      tools: [planErrand],
      toolChoice: 'auto',
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    },
    deps.signal,
  );
  const chatted: Spending = { purpose: 'chat', usage: reply.usage, ms: Math.round(deps.clock() - start) };
  if (!reply.toolCalls.some(call => call.name === planErrand.name)) {
    const text =
      reply.text.trim() === ''
        ? 'I have nothing to say to that. Tell me what you would like to have done on the web.'
        : reply.text.trim();
    return { kind: 'reply', text, origin: 'chat', spending: [chatted] };
  }
  const planning = deps.clock();
  let usage: Usage = { inputTokens: 0, outputTokens: 0, usd: 0 };
  const planned = await plan(deps, recent, spent => {
    usage = addUsage(usage, spent);
  });
  const spending: readonly Spending[] = [chatted, { purpose: 'plan', usage, ms: Math.round(deps.clock() - planning) }];
  if (planned.kind === 'question') return { kind: 'reply', text: planned.text, origin: 'planner', spending };
  return { kind: 'proposal', terms: planned.terms, spending };
}

/** What our code said is left out: "the proposal is declined" helps no model. Reports are page text, so they come fenced. */
function chatMessages(deps: ChatDeps, conversation: readonly Message[]): readonly ModelMessage[] {
  const messages = conversation.flatMap((message): ModelMessage[] => {
    switch (message.origin) {
      case 'person':
        return [{ role: 'user', text: message.text }];
      case 'planner':
      case 'chat':
        return [{ role: 'assistant', text: message.text, toolCalls: [] }];
      case 'task':
        return [
          {
            role: 'user',
            text: `The result of an errand, made of page text:\n${fencePage(JSON.stringify(message.text), deps.mark())}`,
          },
        ];
      case 'code':
        return [];
      default:
        return message.origin satisfies never;
    }
  });
  return [{ role: 'system', text: chatPrompt }, ...messages];
}
