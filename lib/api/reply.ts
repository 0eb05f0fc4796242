/** Answers a kept message by the model: with words, or with a proposal. Starts nothing; where the model fails, says so and keeps all. */

import { type Response, respond, type Spending } from '../agent/chat.ts';
import { ErrandError } from '../domain/errors.ts';
import type { SessionEvent, Usage } from '../domain/events.ts';
import type { Message } from '../domain/message.ts';
import { isExpired, makeProposal, type Proposal } from '../domain/proposal.ts';
import { reserve } from '../domain/quota.ts';
import type { Session } from '../domain/session.ts';
import { changeSession } from '../store/change.ts';
import { settle, takeForCall } from '../store/quota.ts';
import { readMessages } from '../store/reads.ts';
import { listSecrets } from '../store/secrets.ts';
import type { Settlement } from '../store/write.ts';
import type { SessionDeps } from './deps.ts';
import type { MessageBody, Said } from './post-message.ts';
import { added, makeMessage } from './utterance.ts';

/** Throws `quota.money-today` before anything is asked, and `model.*`, after which the same request with the same key asks the model again and keeps no second message. */
export async function replyTo(deps: SessionDeps, said: Said): Promise<MessageBody> {
  const conversation = await readMessages(deps.store, said.sessionId);
  const call = await reserveCall(deps, said);
  const response = await askInTime(deps, said, conversation).catch(async (error: unknown) => {
    await settle(deps.store, { ...call, usd: 0 }).catch(() => undefined);
    await noteFailure(deps, said, error);
    throw error;
  });
  const spent = { ...call, ...sumOf(response.spending) };
  const draft = draftOf(deps, said, response);
  const { message } = said;
  let reply = draft.reply;
  let { proposal } = draft;
  const bodyOf = (session: Session): MessageBody => ({
    message,
    reply,
    ...(proposal === undefined ? {} : { proposal }),
    session,
  });
  const { session } = await changeSession(
    deps.store,
    said,
    current => {
      // Another request may have said yes to the earlier proposal while the model thought.
      const isBusy = current.status === 'task_running' && draft.proposal !== undefined;
      proposal = isBusy ? undefined : draft.proposal;
      reply = isBusy
        ? makeMessage({ role: 'assistant', origin: 'code', text: BUSY }, idAndTime(deps, draft))
        : draft.reply;
      const made: SessionEvent[] = proposal === undefined ? [] : [{ type: 'proposal.made', data: { proposal } }];
      return [...replied(deps, response.spending), ...closing(deps, current, proposal), ...made, added(reply)];
    },
    change => ({ ...said.remember(bodyOf(change.session)), settle: spent }),
  ).catch(async (error: unknown) => {
    // Does nothing where the append went through after all.
    await settle(deps.store, spent).catch(() => undefined);
    throw error;
  });
  return bodyOf(session);
}

function sumOf(spending: readonly Spending[]): Pick<Settlement, 'usd' | 'used'> {
  const sum = (of: (usage: Usage) => number): number => spending.reduce((total, { usage }) => total + of(usage), 0);
  return {
    usd: sum(({ usd }) => usd),
    used: { tokens: sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens) },
  };
}

/** More than an answer and a plan cost with the dearest models in use. A crash leaves it to the reaper, which counts it as spent. */
const CALL_USD = 0.1;

async function reserveCall(deps: SessionDeps, { ownerId, message }: Said): Promise<Omit<Settlement, 'usd'>> {
  const now = deps.clock();
  const holder = { id: message.messageId, ...reserve(CALL_USD, now), since: now };
  const call = { ownerId, holder, as: 'call' as const };
  await takeForCall(deps.store, { ...call, limits: deps.limits });
  return call;
}

const BUSY =
  'A task of this conversation has started meanwhile, so I propose nothing new. Ask again when it has ended.';

interface Draft {
  readonly reply: Message;
  readonly proposal: Proposal | undefined;
}

const idAndTime = (deps: SessionDeps, { reply }: Draft) => ({ messageId: reply.messageId, now: deps.clock() });

function draftOf(deps: SessionDeps, { sessionId }: Said, response: Response): Draft {
  const at = { messageId: deps.ids('message'), now: deps.clock() };
  if (response.kind === 'reply') {
    const { text, origin } = response;
    return { reply: makeMessage({ role: 'assistant', origin, text }, at), proposal: undefined };
  }
  const proposal = makeProposal(response.terms, { proposalId: deps.ids('proposal'), sessionId, now: at.now });
  // The planner may read its own proposal again: it is made of nothing but what the person typed.
  const words = { role: 'assistant', origin: 'planner', text: introduce(proposal) } as const;
  return { reply: makeMessage({ ...words, proposalId: proposal.proposalId }, at), proposal };
}

function introduce({ title, plan, scope }: Proposal): string {
  const steps = plan.map((step, index) => `${index + 1}. ${step}`).join('\n');
  return `I propose: ${title}\n${steps}\nOn ${scope.sites.join(', ')} only. Nothing runs until you say yes.`;
}

function replied({ model }: SessionDeps, spending: readonly Spending[]): SessionEvent[] {
  return spending.map(({ purpose, usage, ms }) => ({
    type: 'model.replied',
    data: { purpose, model: model.name, usage, ms },
  }));
}

/** An open proposal ends where a new one takes its place, or where its time is over. */
function closing(deps: SessionDeps, { proposal: open }: Session, next: Proposal | undefined): SessionEvent[] {
  if (open === undefined) return [];
  const { proposalId } = open;
  if (isExpired(open, deps.clock())) return [{ type: 'proposal.expired', data: { proposalId } }];
  return next === undefined ? [] : [{ type: 'proposal.superseded', data: { proposalId } }];
}

async function askInTime(deps: SessionDeps, { ownerId }: Said, conversation: readonly Message[]): Promise<Response> {
  const signal = AbortSignal.timeout(deps.replyLimitMs);
  const tooLate = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      const seconds = Math.round(deps.replyLimitMs / 1_000);
      reject(new ErrandError('model.unavailable', `The model did not answer within ${seconds} s.`));
    });
  });
  const { model, clock, mark } = deps;
  // The planner is told what they are for; their values are opened by the worker alone.
  const secrets = await listSecrets(deps.store, ownerId);
  // The race comes first: a client that ends by the signal throws an error that names no cause.
  return Promise.race([tooLate, respond({ model, clock, mark, signal, secrets }, conversation)]);
}

/** That the model failed is told in the conversation. Where even that fails, the model's failure is still the one to hear of. */
async function noteFailure(deps: SessionDeps, said: Said, error: unknown): Promise<void> {
  const reason = error instanceof ErrandError ? error.message : 'internal.unexpected';
  const text = `No answer came (${reason}). Your message is kept.`;
  const words = { role: 'system', origin: 'code', text } as const;
  const note = makeMessage(words, { messageId: deps.ids('message'), now: deps.clock() });
  await changeSession(deps.store, said, () => [added(note)]).catch((failure: unknown) => {
    deps.log.warn('The note of a model failure could not be kept.', { sessionId: said.sessionId }, failure);
  });
}
