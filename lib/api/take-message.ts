/** Keeps a message and does what it means in the session's state: consent, decline, answer, note, or hand on to the model. */

import { hasScopes, holdToScopes, keyIdOf } from '../domain/caller.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { SessionEvent, TaskEvent } from '../domain/events.ts';
import { Instruction, MAX_INSTRUCTIONS } from '../domain/instruction.ts';
import type { Message } from '../domain/message.ts';
import { recognisePlainReply } from '../domain/plain-reply.ts';
import { isExpired, type Proposal } from '../domain/proposal.ts';
import { withQueue } from '../domain/queue-again.ts';
import { openProposal, type Session } from '../domain/session.ts';
import { isTerminal, type Task } from '../domain/task.ts';
import { askedUntil } from '../domain/task-waits.ts';
import { changeSession, changeTaskAndSession } from '../store/change.ts';
import { readSession } from '../store/reads.ts';
import type { SessionDeps } from './deps.ts';
import { decideInTime, startTask } from './give-consent.ts';
import { instruct } from './instruct.ts';
import type { MessageBody, Said } from './post-message.ts';
import { replyTo } from './reply.ts';
import { added, makeMessage } from './utterance.ts';

type Meaning =
  | { readonly kind: 'yes' | 'no'; readonly proposal: Proposal }
  | { readonly kind: 'to-task'; readonly taskId: string }
  | { readonly kind: 'to-model' };

function meaningOf(session: Session, text: string): Meaning {
  if (session.status === 'task_running' && session.taskId !== undefined) {
    return { kind: 'to-task', taskId: session.taskId };
  }
  const plain = session.proposal === undefined ? undefined : recognisePlainReply(text);
  if (plain === undefined || session.proposal === undefined) return { kind: 'to-model' };
  return { kind: plain, proposal: session.proposal };
}

/** Others may decide between the read and the write; then the message may mean something else. */
const MAX_TRIES = 4;

class Overtaken extends Error {}

export async function takeMessage(deps: SessionDeps, said: Said): Promise<MessageBody> {
  for (let attempt = 1; ; attempt += 1) {
    const { state: session } = await readSession(deps.store, said.ownerId, said.sessionId);
    try {
      return await act(deps, said, meaningOf(session, said.message.text));
    } catch (error) {
      const overtaken = error instanceof Overtaken || isErrandError(error, 'proposal.not-open');
      if (!overtaken || attempt === MAX_TRIES) throw error;
    }
  }
}

function act(deps: SessionDeps, said: Said, meaning: Meaning): Promise<MessageBody> {
  switch (meaning.kind) {
    case 'yes':
      return consent(deps, said, meaning.proposal);
    case 'no':
      return decline(deps, said, meaning.proposal);
    case 'to-task':
      return tellTask(deps, said, meaning.taskId);
    case 'to-model':
      return askModel(deps, said);
    default:
      return meaning satisfies never;
  }
}

/** The yes is to the proposal that was open when the message came, and to nothing that came after. */
async function consent(deps: SessionDeps, said: Said, proposal: Proposal): Promise<MessageBody> {
  const { message, ownerId, sessionId, caller } = said;
  // The words are the same yes as the consent route's, so they need the same scope.
  holdToScopes(caller, ['consent:give']);
  if (isExpired(proposal, deps.clock())) {
    await noteExpired(deps, said, proposal);
    throw new ErrandError('proposal.expired', `The proposal expired at ${proposal.expiresAt}.`);
  }
  const { proposalId, digest, title } = proposal;
  const yes = {
    ownerId,
    sessionId,
    proposalId,
    digest,
    by: 'message' as const,
    messageId: message.messageId,
    keyId: keyIdOf(caller),
  };
  let reply = codeReply(deps, '');
  const started = await decideInTime(deps, yes, () =>
    startTask(deps, yes, {
      before: [added(message)],
      after: taskId => {
        reply = { ...codeReply(deps, `Started: ${title}.`), taskId };
        return [added(reply)];
      },
      remember: body => said.remember({ message, reply, ...body }),
    }),
  );
  return { message, reply, ...started };
}

/** The message is kept; that it came too late is said in the conversation and, right after, as `proposal.expired`. */
async function noteExpired(deps: SessionDeps, said: Said, { proposalId }: Proposal): Promise<void> {
  const reply = codeReply(deps, 'That proposal has expired. Say again what you want, and I will propose it anew.');
  await changeSession(deps.store, said, ({ proposal }) =>
    proposal?.proposalId === proposalId
      ? [added(said.message), { type: 'proposal.expired', data: { proposalId } }, added(reply)]
      : [],
  );
}

async function decline(deps: SessionDeps, said: Said, { proposalId }: Proposal): Promise<MessageBody> {
  const { message, caller } = said;
  holdToScopes(caller, ['consent:give']);
  const reply = codeReply(deps, 'Fine, I will not do it. Nothing was run.');
  const declined: SessionEvent = { type: 'proposal.declined', data: { proposalId, by: 'message' } };
  const { session } = await changeSession(
    deps.store,
    said,
    current => {
      // A no needs no time limit: nothing runs either way.
      if (current.proposal?.proposalId !== proposalId) openProposal(current, proposalId, deps.clock());
      return [added(message), declined, added(reply)];
    },
    change => said.remember({ message, reply, ...change }),
  );
  return { message, reply, session };
}

/** Answers the task's question where it waits for one; where nothing is asked it is told to the agent; else says that it runs. */
async function tellTask(deps: SessionDeps, said: Said, taskId: string): Promise<MessageBody> {
  const { message, ownerId, sessionId } = said;
  const note = { ...codeReply(deps, RUNNING), taskId };
  let reply: Message | undefined;
  const bodyOf = (task: Task | undefined, session: Session): MessageBody => ({
    message,
    ...(reply === undefined ? {} : { reply }),
    ...(task === undefined ? {} : { task }),
    session,
  });
  const { task, session } = await changeTaskAndSession(
    deps.store,
    { taskId, sessionId, ownerId },
    (current, conversation) => {
      if (conversation.status !== 'task_running' || conversation.taskId !== taskId) throw new Overtaken();
      const question = current?.status === 'waiting' || current?.status === 'paused' ? current.question : undefined;
      const isOpen = question !== undefined && deps.clock() < Date.parse(question.expiresAt);
      if (!isOpen) {
        const told = current === undefined ? undefined : instructionOf(current, said);
        reply = told === undefined ? note : { ...note, text: TOLD };
        return { task: told === undefined ? [] : [told], session: [added(message), added(reply)] };
      }
      reply = undefined;
      const data = { questionId: question.questionId, messageId: message.messageId, answer: message.text };
      const answered: TaskEvent = { type: 'question.answered', data };
      const task = current && withQueue(current, [answered], { reason: 'answered', now: deps.clock() });
      return { task: task ?? [], session: [added({ ...message, taskId })] };
    },
    change => said.remember(bodyOf(change.task, change.session)),
  );
  return bodyOf(task, session);
}

/** Words to a run are the owner's own to the agent: only of one who may say yes, and only where they cannot be meant as an answer. */
function instructionOf(task: Task, { message, caller }: Said): TaskEvent | undefined {
  const isTerminalOrOver = isTerminal(task.status) || task.cancelRequested;
  if (isTerminalOrOver || askedUntil(task) !== undefined || task.control !== undefined) return undefined;
  // A bare yes or no is an answer to something, and tells an agent nothing.
  if (recognisePlainReply(message.text) !== undefined || !hasScopes(caller, ['consent:give'])) return undefined;
  const text = Instruction.safeParse(message.text);
  if (!text.success || (task.instructions ?? 0) >= MAX_INSTRUCTIONS) return undefined;
  const keyId = keyIdOf(caller);
  return instruct(task, text.data, keyId === undefined ? {} : { keyId });
}

const TOLD =
  'I have told the agent: it hears it at its next step, and stays within what you agreed to. ' +
  'You can cancel the task, or pause it, at any time.';

const RUNNING =
  'A task of this conversation is still running. I have kept your message and will not act on it. ' +
  'You can cancel the task, or wait until it has ended.';

async function askModel(deps: SessionDeps, said: Said): Promise<MessageBody> {
  await changeSession(deps.store, said, current => {
    if (meaningOf(current, said.message.text).kind !== 'to-model') throw new Overtaken();
    return [added(said.message)];
  });
  return replyTo(deps, said);
}

function codeReply(deps: SessionDeps, text: string): Message {
  const words = { role: 'assistant', origin: 'code', text } as const;
  return makeMessage(words, { messageId: deps.ids('message'), now: deps.clock() });
}
