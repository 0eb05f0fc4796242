import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { giveConsent, isValidFor } from '../../../lib/domain/consent.ts';
import { isErrandError } from '../../../lib/domain/errors.ts';
import type { SessionEvent, TaskEvent } from '../../../lib/domain/events.ts';
import { digestOfProposal, makeProposal, type Proposal } from '../../../lib/domain/proposal.ts';
import { createSession, evolveSession, openProposal, type Session } from '../../../lib/domain/session.ts';
import { createTask, evolveTask, type Task } from '../../../lib/domain/task.ts';
import { countedIds, sampleNow, sampleTerms } from '../../support/domain-samples.ts';

const ids = countedIds();

/** What people and the planner may do to a session, in any order and at any time. */
type Command =
  | { readonly do: 'propose'; readonly instruction: string }
  | { readonly do: 'decline' | 'consent' | 'consent-to-older' | 'consent-to-guess' | 'report' }
  | { readonly do: 'wait'; readonly ms: number };

const plain = ['decline', 'consent', 'consent', 'consent-to-older', 'consent-to-guess', 'report'] as const;
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('propose' as const), instruction: fc.string({ minLength: 1 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom(...plain) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3_600_000 }) }) },
);
const commands = fc.array(command, { minLength: 5, maxLength: 25 });

interface World {
  session: Session;
  now: number;
  readonly proposals: Proposal[];
  readonly tasks: { readonly task: Task; readonly proposal: Proposal; readonly at: number }[];
}

function obey(world: World, what: Command): void {
  const { proposal: open, taskId } = world.session;
  const [older, newest] = [world.proposals.at(-2), world.proposals.at(-1)];
  switch (what.do) {
    case 'propose':
      propose(world, what.instruction);
      break;
    case 'decline':
      if (open === undefined) break;
      happen(world, { type: 'proposal.declined', data: { proposalId: open.proposalId, by: 'request' } });
      break;
    case 'consent':
      consent(world, newest, newest?.digest);
      break;
    case 'consent-to-older':
      consent(world, older, older?.digest);
      break;
    case 'consent-to-guess':
      consent(world, newest, older?.digest);
      break;
    case 'report':
      if (taskId !== undefined) happen(world, { type: 'task.reported', data: { taskId, status: 'completed' } });
      break;
    case 'wait':
      world.now += what.ms;
      break;
    default:
      what satisfies never;
  }
}

function happen(world: World, event: SessionEvent): void {
  world.session = evolveSession(world.session, event, world.now);
}

function propose(world: World, instruction: string): void {
  const terms = { ...sampleTerms({ instruction }), expiresAt: new Date(world.now + 30 * 60_000).toISOString() };
  const { sessionId, proposal: open } = world.session;
  const proposal = makeProposal(terms, { proposalId: ids('proposal'), sessionId, now: world.now });
  world.proposals.push(proposal);
  if (open !== undefined) happen(world, { type: 'proposal.superseded', data: { proposalId: open.proposalId } });
  happen(world, { type: 'proposal.made', data: { proposal } });
}

function consent(world: World, of: Proposal | undefined, digest: string | undefined): void {
  if (of === undefined || digest === undefined) return;
  try {
    const proposal = openProposal(world.session, of.proposalId, world.now);
    const given = giveConsent(proposal, {
      digest,
      by: 'request',
      ownerId: 'alice',
      consentId: ids('consent'),
      taskId: ids('task'),
      now: world.now,
    });
    happen(world, { type: 'consent.given', data: { consent: given } });
    const task = createTask(proposal, given);
    const started: TaskEvent = { type: 'task.started', data: { fence: 1, model: task.model } };
    world.tasks.push({ task: evolveTask(task, started, world.now), proposal: of, at: world.now });
  } catch (error) {
    if (!isErrandError(error)) throw error;
    expect(error.code).toMatch(/^proposal\.(expired|digest-mismatch|not-open|not-found)$/);
  }
}

function live(orders: readonly Command[], onEach: (world: World) => void = () => undefined): World {
  const session = createSession({ sessionId: ids('session'), ownerId: 'alice', title: '', now: sampleNow });
  const world: World = { session, now: sampleNow, proposals: [], tasks: [] };
  for (const order of orders) {
    obey(world, order);
    onEach(world);
  }
  return world;
}

describe('a session', () => {
  it('reaches a running task by no order of commands without a consent to exactly that digest', () => {
    let ran = 0;
    const property = fc.property(commands, orders => {
      const world = live(orders);
      ran += world.tasks.length;
      for (const { task, proposal, at } of world.tasks) {
        expect(task.status).toBe('running');
        expect(isValidFor(task.consent, { taskId: task.taskId, digest: digestOfProposal(proposal) }, at)).toBe(true);
        expect(task.instruction).toBe(proposal.instruction);
        expect(at).toBeLessThan(Date.parse(proposal.expiresAt));
      }
      const consented = world.tasks.map(({ task }) => task.consent.proposalId);
      expect(new Set(consented).size).toBe(consented.length);
      expect(world.session.taskId).toBe(world.tasks.at(-1)?.task.taskId);
    });
    fc.assert(property, { numRuns: 300 });
    expect(ran).toBeGreaterThan(50);
  });

  it('awaits a confirmation exactly while a proposal is open', () => {
    fc.assert(
      fc.property(commands, orders => {
        live(orders, ({ session }) => {
          expect(session.status === 'awaiting_confirmation').toBe(session.proposal !== undefined);
        });
      }),
    );
  });
});

describe('a conversation is called', () => {
  const at = { sessionId: 'ses_1', ownerId: 'alice', now: sampleNow };
  const said = (text: string): SessionEvent => ({
    type: 'message.added',
    data: {
      message: { messageId: 'msg_1', role: 'user', origin: 'person', text, at: new Date(sampleNow).toISOString() },
    },
  });
  const offered = (title: string): SessionEvent => ({
    type: 'proposal.made',
    data: {
      proposal: makeProposal(sampleTerms({ title }), {
        proposalId: ids('proposal'),
        sessionId: 'ses_1',
        now: sampleNow,
      }),
    },
  });
  const titleAfter = (title: string, ...events: readonly SessionEvent[]): string =>
    events.reduce((session, event) => evolveSession(session, event, sampleNow), createSession({ ...at, title })).title;
  const words = 'Go to https://example.com/rivers and read the table of rivers, please';

  it('by its first words, cut, until there is a proposal, and then by the first one', () => {
    expect(titleAfter('', said(words))).toBe('Go to https://example.com/rivers and read the table of rive…');
    expect(titleAfter('', said(words), offered('Rivers'))).toBe('Rivers');
    expect(titleAfter('', said(words), offered('Rivers'), said('And lakes'), offered('Lakes'))).toBe('Rivers');
  });

  it('as it was named, where it was', () => {
    expect(titleAfter('Water', said(words), offered('Rivers'))).toBe('Water');
  });
});
