import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approval } from '../../../lib/domain/approval.ts';
import { isErrandError } from '../../../lib/domain/errors.ts';
import { type TaskEvent, taskEventData } from '../../../lib/domain/events.ts';
import { evolveTask, isTerminal, type Task } from '../../../lib/domain/task.ts';
import { countedIds, sampleArtifact, sampleNow, sampleResult, sampleTask } from '../../support/domain-samples.ts';

const usage = { inputTokens: 10, outputTokens: 5, usd: 0.001 };
const action = { kind: 'navigate', url: 'https://example.com/' } as const;
const ids = countedIds();

const approval = {
  approvalId: 'apr',
  step: 1,
  verb: 'pay',
  site: 'example.com',
  pageUrl: 'https://example.com/',
  description: '',
  action: { kind: 'click', ref: 'e1' },
  values: [{ label: 'Sum', value: '10' }],
  more: 0,
  digest: 'sha256:1',
  expiresAt: '2026-11-21T09:00:00.000Z',
} satisfies Approval;

const LATER = '2026-11-21T09:00:00.000Z';
const more = { asks: { steps: 2 }, digest: 'sha256:2' };

const taskEvents: readonly TaskEvent[] = [
  { type: 'task.queued', data: { taskId: 't', reason: 'reclaimed' } },
  { type: 'task.started', data: { fence: 1, model: 'offline' } },
  { type: 'browser.opened', data: { browser: 'Chromium', ms: 1 } },
  { type: 'hosts.contacted', data: { hosts: [{ host: 'example.com:443', outcome: 'reached', consented: true }] } },
  { type: 'page.observed', data: { step: 1, url: 'https://example.com/', title: '', text: '', ms: 1 } },
  { type: 'step.decided', data: { step: 1, reasoning: '', actions: [], model: 'offline', usage, ms: 1 } },
  { type: 'answer.malformed', data: { step: 1, detail: '', inARow: 1 } },
  { type: 'action.refused', data: { step: 1, action, verb: 'pay', code: 'scope.verb-outside', detail: '' } },
  { type: 'action.started', data: { step: 1, index: 0, action, verb: 'navigate', description: '' } },
  { type: 'action.finished', data: { step: 1, index: 0, outcome: { ok: true, effect: 'none', url: '' }, ms: 1 } },
  { type: 'data.extracted', data: { step: 1, name: 'rows', rows: 1, sample: '', usage } },
  { type: 'artifact.saved', data: { artifact: sampleArtifact(ids, ids('task')) } },
  { type: 'question.asked', data: { step: 1, questionId: 'q', question: '?', expiresAt: '2026-11-21T09:00:00.000Z' } },
  { type: 'question.answered', data: { questionId: 'q', messageId: 'm', answer: 'a' } },
  { type: 'approval.asked', data: { approval } },
  { type: 'approval.given', data: { approvalId: 'apr', digest: approval.digest, reach: 'kind' } },
  { type: 'approval.denied', data: { approvalId: 'apr', reason: 'no' } },
  { type: 'approval.used', data: { step: 1, approvalId: 'apr', digest: approval.digest } },
  { type: 'task.parked', data: { step: 1, reason: 'question' } },
  { type: 'task.parked', data: { step: 1, reason: 'pause' } },
  { type: 'task.resumed', data: { step: 1, lost: [] } },
  { type: 'checkpoint.saved', data: { step: 1, checkpointId: 'ckp', bytes: 1 } },
  { type: 'outcome.unknown', data: { step: 1, index: 0, action, verb: 'navigate', description: '' } },
  { type: 'pause.requested', data: {} },
  { type: 'resume.requested', data: {} },
  { type: 'secret.used', data: { name: 'shop-password', origin: 'https://example.com' } },
  { type: 'budget.reached', data: { step: 1, limit: 'steps', spent: 3, allowed: 3, ...more, expiresAt: LATER } },
  { type: 'budget.extended', data: { digest: more.digest, add: more.asks } },
  { type: 'budget.declined', data: { digest: more.digest } },
  { type: 'secret.needed', data: { step: 1, name: 'shop-password', site: 'example.com', why: '', expiresAt: LATER } },
  { type: 'secret.stored', data: { name: 'shop-password' } },
  { type: 'secret.skipped', data: { name: 'shop-password' } },
  { type: 'instruction.added', data: { text: 'Take the blue one.' } },
  { type: 'task.parked', data: { step: 1, reason: 'budget' } },
  { type: 'suspicion.noticed', data: { step: 1, url: 'https://example.com/', quote: '' } },
  { type: 'stuck.noticed', data: { step: 1, detail: '' } },
  { type: 'control.requested', data: {} },
  { type: 'control.taken', data: { step: 1 } },
  { type: 'person.acted', data: { step: 1, acts: ['clicked link "Kettles"'] } },
  { type: 'control.returned', data: { step: 1, by: 'person' } },
  { type: 'cancel.requested', data: {} },
  { type: 'task.finished', data: { result: sampleResult('completed') } },
  { type: 'task.finished', data: { result: sampleResult('failed') } },
  { type: 'task.finished', data: { result: sampleResult('cancelled') } },
];
const anyTaskEvents = fc.array(fc.constantFrom(...taskEvents), { maxLength: 30 });
const REFUSALS = [
  'task.finished',
  'task.illegal-transition',
  'budget.not-asked',
  'budget.digest-mismatch',
  'secret.not-needed',
  'task.cancelled',
  'approval.not-open',
  'control.not-taken',
];

/** Applies what fits and skips what is refused, as the store does. */
function run(task: Task, events: readonly TaskEvent[], onStep: (before: Task, event: TaskEvent, after: Task) => void) {
  return events.reduce((before, event) => {
    try {
      const after = evolveTask(before, event, sampleNow);
      onStep(before, event, after);
      return after;
    } catch (error) {
      expect(isErrandError(error) && REFUSALS.includes(error.code)).toBe(true);
      return before;
    }
  }, task);
}

describe('a task', () => {
  it('is tried here with every kind of event there is', () => {
    expect(new Set(taskEvents.map(({ type }) => type))).toEqual(new Set(Object.keys(taskEventData)));
  });

  it('that has ended stays as it is, whatever follows', () => {
    fc.assert(
      fc.property(anyTaskEvents, events => {
        run(sampleTask(ids), events, before => expect(isTerminal(before.status)).toBe(false));
      }),
    );
    for (const status of ['completed', 'failed', 'cancelled'] as const) {
      const ended = { ...sampleTask(ids), status };
      for (const event of taskEvents) {
        expect(() => evolveTask(ended, event, sampleNow)).toThrow(expect.objectContaining({ code: 'task.finished' }));
      }
    }
  });

  it('that has ended waits for nothing, whatever was asked of it before', () => {
    const waits = ['parked', 'pauseRequested', 'control', 'approval', 'question', 'budgetAsk', 'secretNeeded'] as const;
    fc.assert(
      fc.property(anyTaskEvents, events => {
        run(sampleTask(ids), events, (_before, _event, after) => {
          if (isTerminal(after.status)) expect(waits.filter(name => after[name] !== undefined)).toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('starts no action after a cancel, and never forgets the cancel', () => {
    fc.assert(
      fc.property(anyTaskEvents, events => {
        run(sampleTask(ids), events, (before, event, after) => {
          if (before.cancelRequested) expect(event.type).not.toBe('action.started');
          if (before.cancelRequested) expect(after.cancelRequested).toBe(true);
        });
      }),
    );
  });

  it('acts only while it runs, and never spends less than before', () => {
    fc.assert(
      fc.property(anyTaskEvents, events => {
        run(sampleTask(ids), events, (before, event, after) => {
          if (event.type.startsWith('action.') || event.type === 'page.observed') expect(before.status).toBe('running');
          expect(after.spent.tokens).toBeGreaterThanOrEqual(before.spent.tokens);
          expect(after.spent.steps).toBeGreaterThanOrEqual(before.spent.steps);
        });
      }),
    );
  });

  it('keeps its consent, its instruction and its owner through every event', () => {
    fc.assert(
      fc.property(anyTaskEvents, events => {
        const task = sampleTask(ids);
        const after = run(task, events, () => undefined);
        expect([after.consent, after.instruction, after.ownerId]).toEqual([
          task.consent,
          task.instruction,
          task.ownerId,
        ]);
      }),
    );
  });

  it('has a question or an approval while it waits, and neither once it has ended', () => {
    fc.assert(
      fc.property(anyTaskEvents, events => {
        run(sampleTask(ids), events, (_, __, after) => {
          if (after.status === 'waiting')
            expect(
              after.question ??
                after.approval ??
                after.budgetAsk ??
                after.secretNeeded ??
                after.parked ??
                after.control,
            ).toBeDefined();
          if (isTerminal(after.status)) expect(after).toMatchObject({ question: undefined, approval: undefined });
          if (isTerminal(after.status)) expect([after.budgetAsk, after.secretNeeded]).toEqual([undefined, undefined]);
        });
      }),
    );
  });
});
