/** Makes a proposal's terms from what the person typed and nothing else. Starts nothing; code checks and bounds whatever the model says. */

import * as z from 'zod';
import { Budget } from '../domain/budget.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Usage } from '../domain/events.ts';
import type { Clock } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import { PROPOSAL_TTL_MS, ProposalTerms } from '../domain/proposal.ts';
import { risksSaid } from '../domain/risk-in-words.ts';
import { Site } from '../domain/scope.ts';
import { placeholdersIn, type SecretFacts, SecretName } from '../domain/secret.ts';
import { isWebUrl, parseWebUrl, siteOf } from '../domain/site.ts';
import { Verb, verbs } from '../domain/verb.ts';
import { jsonBytes } from './clip.ts';
import { dayOf } from './day-of.ts';
import type { ModelClient, ModelMessage, ToolCall } from './model-client.ts';
import { planPrompt } from './prompts/plan.ts';
import { defineTool, type Intent } from './tools/tool.ts';

const Draft = z.object({
  title: z.string().min(1).max(120),
  instruction: z.string().min(1).max(4_000),
  startUrl: z.string().max(2_000).refine(isWebUrl, 'an absolute http or https address without user name'),
  plan: z.array(z.string().min(1).max(300)).min(1).max(30),
  sites: z.array(z.string().max(255)).max(20).describe('hosts such as example.com'),
  verbs: z.array(Verb).max(verbs.length),
  secrets: z
    .array(z.string().max(60))
    .max(20)
    .optional()
    .describe('names of the secrets needed: stored ones, or one that the person names'),
  steps: z.number().min(1).max(1_000),
  seconds: z.number().min(1).max(100_000),
});
type Draft = z.infer<typeof Draft>;

/** The planner's two tools only carry words; what a call of them means is decided here. */
const nothing: Intent = { kind: 'act', actions: [] };
const proposeTool = defineTool({
  name: 'propose',
  description: 'Propose the errand, for the person to agree to or not.',
  schema: Draft,
  intent: () => nothing,
});
const clarifyTool = defineTool({
  name: 'clarify',
  description: 'Ask the person one short question, only where no sensible plan can be made without the answer.',
  schema: z.object({ question: z.string().min(1).max(600) }),
  intent: ({ question }) => ({ kind: 'ask', question }),
});

export interface PlanDeps {
  readonly model: ModelClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The person's own, by what they are for. */
  readonly secrets?: readonly SecretFacts[];
}

export type Plan =
  | { readonly kind: 'proposal'; readonly terms: ProposalTerms }
  | { readonly kind: 'question'; readonly text: string };

const TRIES = 3;
const MAX_SITES = 20;
const MAX_OFFERED = 20;
const MAX_OUTPUT_TOKENS = 3_000;

/** Throws `model.malformed` after three unusable answers, and what the model client throws. */
export async function plan(
  deps: PlanDeps,
  conversation: readonly Message[],
  onUsage: (usage: Usage) => void,
): Promise<Plan> {
  let messages: readonly ModelMessage[] = [
    { role: 'system', text: `${planPrompt}\nToday is ${dayOf(deps.clock())}.` },
    ...offeredSecrets(deps),
    ...planningMessages(conversation),
  ];
  let wrong = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const reply = await deps.model.complete(
      {
        purpose: 'plan',
        messages,
        tools: [proposeTool.spec, clarifyTool.spec],
        toolChoice: 'required',
        maxOutputTokens: MAX_OUTPUT_TOKENS,
      },
      deps.signal,
    );
    onUsage(reply.usage);
    const call = reply.toolCalls[0];
    const read = readCall(deps, call, { text: reply.text, conversation });
    if (read.kind !== 'wrong') return read;
    wrong = read.detail;
    messages = [
      ...messages,
      { role: 'assistant', text: reply.text, toolCalls: reply.toolCalls },
      ...corrections(reply.toolCalls, wrong),
    ];
  }
  throw new ErrandError('model.malformed', `The planner's answers could not be used; the last: ${wrong}`);
}

/** The person's words, and the planner's own earlier questions. Nothing that a page, a report or the chat has said. */
function planningMessages(conversation: readonly Message[]): readonly ModelMessage[] {
  return conversation.flatMap((message): ModelMessage[] => {
    if (message.origin === 'person') return [{ role: 'user', text: message.text }];
    if (message.origin === 'planner') return [{ role: 'assistant', text: message.text, toolCalls: [] }];
    return [];
  });
}

interface Answered {
  readonly text: string;
  readonly conversation: readonly Message[];
}

function readCall(
  deps: PlanDeps,
  call: ToolCall | undefined,
  { text, conversation }: Answered,
): Plan | { kind: 'wrong'; detail: string } {
  if (call?.name === 'propose') {
    const read = proposeTool.read(call.argumentsText);
    if (read.kind === 'wrong') return read;
    return checkTerms(termsOf(deps, Draft.parse(JSON.parse(call.argumentsText)), conversation));
  }
  if (call?.name === 'clarify') {
    const read = clarifyTool.read(call.argumentsText);
    if (read.kind === 'wrong') return read;
    return read.kind === 'ask'
      ? { kind: 'question', text: read.question }
      : { kind: 'wrong', detail: 'clarify needs a question.' };
  }
  // Some models ask in plain text although a tool is required; that is a question all the same.
  if (call === undefined && text.trim().endsWith('?')) return { kind: 'question', text: text.trim().slice(0, 600) };
  return { kind: 'wrong', detail: call === undefined ? 'No tool was called.' : `There is no tool "${call.name}".` };
}

function corrections(calls: readonly ToolCall[], detail: string): readonly ModelMessage[] {
  const text = `${detail} Call propose or clarify with arguments that fit.`;
  return calls.length === 0
    ? [{ role: 'user', text }]
    : calls.map(({ callId }) => ({ role: 'tool', callId, text: JSON.stringify({ ok: false, detail: text }) }));
}

/** Bytes of JSON: a proposal is in one event, which has 24 KB. */
const MAX_TERMS_BYTES = 16_000;

function checkTerms(terms: ProposalTerms): Plan | { kind: 'wrong'; detail: string } {
  const parsed = ProposalTerms.safeParse(terms);
  if (!parsed.success) return { kind: 'wrong', detail: `The proposal does not fit: ${z.prettifyError(parsed.error)}` };
  if (jsonBytes(terms) > MAX_TERMS_BYTES) return { kind: 'wrong', detail: 'The proposal is too long; say it shorter.' };
  return { kind: 'proposal', terms };
}

/** What the person's own words ask for is in it, whatever the model left out: it can be narrowed, and risky acts are asked about one by one. */
function verbsFor(draft: Draft, conversation: readonly Message[]): Verb[] {
  const said = conversation.filter(({ origin }) => origin === 'person').map(({ text }) => text);
  const risks: readonly Verb[] = risksSaid(said.join('\n'));
  return verbs.filter(
    verb => verb === 'read' || verb === 'navigate' || draft.verbs.includes(verb) || risks.includes(verb),
  );
}

/** Room above the estimate, because an errand that stops one step short is worth nothing; the person sees the bound and can lower it. */
function termsOf(deps: PlanDeps, draft: Draft, conversation: readonly Message[]): ProposalTerms {
  const steps = bound(Math.ceil(draft.steps * 2 + 6), 8, 120);
  const seconds = bound(Math.ceil(draft.seconds * 3 + 60), 120, 1_800);
  const offline = deps.model.name === 'offline';
  const secrets = secretsFor(deps, draft, conversation);
  return {
    title: draft.title,
    instruction: draft.instruction,
    startUrl: parseWebUrl(draft.startUrl).href,
    plan: draft.plan,
    scope: {
      sites: [...new Set([siteOf(draft.startUrl), ...draft.sites.flatMap(siteNamed)])].slice(0, MAX_SITES),
      verbs: verbsFor(draft, conversation),
      budget: Budget.parse({
        steps,
        seconds,
        tokens: bound(steps * 12_000, 50_000, 2_000_000),
        usd: offline ? 0 : bound(steps * 0.05, 0.5, 5),
        bytes: 100_000_000,
      }),
      ...(secrets.length === 0 ? {} : { secrets }),
    },
    estimate: {
      steps: Math.min(steps, Math.ceil(draft.steps)),
      seconds: Math.min(seconds, Math.ceil(draft.seconds)),
      // No price is known here; the budget is the honest bound.
      usd: 0,
    },
    model: deps.model.name,
    expiresAt: new Date(deps.clock() + PROPOSAL_TTL_MS).toISOString(),
  };
}

/** The names and what they are for; nothing where the person has none, which costs nothing. */
function offeredSecrets({ secrets = [] }: PlanDeps): readonly ModelMessage[] {
  if (secrets.length === 0) return [];
  const offered = secrets.slice(0, MAX_OFFERED).map(({ name, kind, sites }) => ({ name, kind, sites }));
  const how =
    'Name in secrets those that the errand needs, and write {{name}} in the instruction where one is filled in.';
  return [{ role: 'user', text: `SECRETS ${JSON.stringify(offered)}\n${how}` }];
}

/** As long as a name of a secret can be: `forms-password` in `with my secret forms-password.` and in `{{forms-password}}`. */
const WORD = /(?<![\w-])[a-z][a-z0-9-]*(?![\w-])/g;

/** Only what the person has stored, or has written, as a placeholder or as a word, and may store yet: a model invents none. */
function secretsFor({ secrets: stored = [] }: PlanDeps, draft: Draft, conversation: readonly Message[]): string[] {
  const said = conversation.flatMap(({ origin, text }) => (origin === 'person' ? (text.match(WORD) ?? []) : []));
  const known = new Set([...stored.map(({ name }) => name), ...said]);
  const named = (draft.secrets ?? []).map(text => text.replace(/[{}\s]/g, ''));
  const wanted = [...named, ...[draft.instruction, ...draft.plan].flatMap(placeholdersIn)];
  return [...new Set(wanted)]
    .filter(name => known.has(name) && SecretName.safeParse(name).success)
    .slice(0, MAX_OFFERED);
}

/** A model names a site as a host, with a path, or as an address; what is none of these is left out. */
function siteNamed(text: string): string[] {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text.replace(/^\*\./, '')}`;
  if (!isWebUrl(url)) return [];
  const site = Site.safeParse(siteOf(url));
  return site.success ? [site.data] : [];
}

const bound = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
