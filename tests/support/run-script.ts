/** Runs the agent's loop on a scripted model and a scripted page, and keeps all that it did. For the agent's tests only. */

import { expect } from 'vitest';
import { jsonBytes } from '../../lib/agent/clip.ts';
import type {
  Answer,
  AskedApproval,
  AskedBudget,
  AskedSecret,
  NewArtifact,
  SecretAnswer,
} from '../../lib/agent/journal.ts';
import { runAgent } from '../../lib/agent/loop.ts';
import type { PageFile } from '../../lib/agent/page.ts';
import type { RunState } from '../../lib/agent/run.ts';
import { APPROVAL_TTL_MS, type Reach } from '../../lib/domain/approval.ts';
import { BUDGET_ASK_TTL_MS } from '../../lib/domain/budget-ask.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { MAX_EVENT_BYTES } from '../../lib/domain/max-event-bytes.ts';
import { evolveTask, type Task } from '../../lib/domain/task.ts';
import { consentedTask, NOW, type Wish } from './consented-task.ts';
import { type ScriptEntry, scriptModel } from './scripted-model.ts';
import { scriptPage, type View } from './scripted-page.ts';

export const link = (ref: string, name: string, href: string) => ({ ref, role: 'link', name, href });

export const shop: Record<string, View> = {
  home: {
    url: 'https://shop.test/',
    elements: [
      link('e1', 'Kettles', 'https://shop.test/kettles'),
      { ref: 'e2', role: 'textbox', name: 'Search' },
      link('e3', 'Elsewhere', 'https://evil.test/'),
      { ref: 'e4', role: 'button', name: 'Dead' },
    ],
    on: { 'click e1': 'kettles', 'click e4': 'none', 'press e2': 'kettles' },
  },
  kettles: {
    url: 'https://shop.test/kettles',
    elements: [link('e5', 'Copper kettle, 49 €', 'https://shop.test/1')],
    markdown: '- Copper kettle',
  },
};

type Decided =
  | { readonly kind: 'approved'; readonly reach: Reach }
  | { readonly kind: 'denied'; readonly reason?: string }
  | { readonly kind: 'expired' };

export interface Setting extends Wish {
  readonly answer?: Answer;
  readonly answerAfterMs?: number;
  readonly onQuestion?: (question: string) => void;
  readonly seesImages?: boolean;
  readonly views?: Record<string, View>;
  /** What a person says to the nth approval; nobody answers where it is left out. */
  readonly decide?: (asked: AskedApproval, nth: number) => Decided;
  /** What a person says where the nth budget is used up; nobody adds anything where it is left out. */
  readonly onBudget?: (asked: AskedBudget, nth: number) => 'extend' | 'end' | 'taken-over' | 'expired';
  /** What becomes of a secret that an act needs; each is stored where it is left out. */
  readonly onSecret?: (needed: AskedSecret) => SecretAnswer['kind'];
  /** What the person has said in mid-run before the nth question for it. */
  readonly said?: (nth: number) => readonly string[];
  /** What another worker would go on from, before and after each act. */
  readonly onKept?: (state: RunState) => void;
  /** Files that the task has saved before. */
  readonly files?: readonly PageFile[];
}

let now = NOW;
export const passTime = (ms: number): void => {
  now += ms;
};

export async function runScript(script: readonly ScriptEntry[], setting: Setting = {}) {
  const model = scriptModel(script, { seesImages: setting.seesImages ?? false });
  const page = scriptPage({ ...shop, ...setting.views }, 'home');
  const whole: string[] = [];
  now = NOW;
  const events: TaskEvent[] = [];
  const artifacts: NewArtifact[] = [];
  const approvals: AskedApproval[] = [];
  const budgets: AskedBudget[] = [];
  let asks = 0;
  let marks = 0;
  let newest: RunState | undefined;
  let task: Task = evolveTask(
    consentedTask(setting),
    { type: 'task.started', data: { fence: 1, model: 'scripted' } },
    NOW,
  );
  const record = (added: readonly TaskEvent[]): Task => {
    for (const event of added) expect(jsonBytes(event)).toBeLessThan(MAX_EVENT_BYTES - 500);
    for (const event of added) task = evolveTask(task, event, NOW);
    events.push(...added);
    return task;
  };
  const result = await runAgent(
    {
      page,
      model,
      journal: {
        record: async added => record(added),
        readFile: async name => setting.files?.find(file => file.name === name),
        keepWhole: (_, text) => void whole.push(text),
        saveArtifact: async artifact => {
          artifacts.push(artifact);
          return `art_${artifacts.length}`;
        },
        askApproval: async asked => {
          approvals.push(asked);
          passTime(setting.answerAfterMs ?? 0);
          const approvalId = `apr_${approvals.length}`;
          const expiresAt = new Date(now + APPROVAL_TTL_MS).toISOString();
          record([{ type: 'approval.asked', data: { approval: { ...asked, approvalId, expiresAt } } }]);
          const decision = setting.decide?.(asked, approvals.length) ?? { kind: 'expired' };
          const { digest } = asked;
          if (decision.kind === 'approved')
            record([{ type: 'approval.given', data: { approvalId, digest, reach: decision.reach } }]);
          if (decision.kind === 'denied')
            record([{ type: 'approval.denied', data: { approvalId, reason: decision.reason } }]);
          return decision.kind === 'approved' ? { ...decision, approvalId } : decision;
        },
        askPerson: async question => {
          setting.onQuestion?.(question);
          passTime(setting.answerAfterMs ?? 0);
          return setting.answer ?? { kind: 'expired' };
        },
        askBudget: async asked => {
          budgets.push(asked);
          const answer = setting.onBudget?.(asked, budgets.length) ?? 'end';
          passTime(setting.answerAfterMs ?? 0);
          if (answer === 'taken-over') return { kind: answer };
          const { digest } = asked;
          const expiresAt = new Date(now + BUDGET_ASK_TTL_MS).toISOString();
          record([{ type: 'budget.reached', data: { ...asked, expiresAt } }]);
          if (answer === 'expired') return { kind: answer };
          const declined = { type: 'budget.declined', data: { digest } } as const;
          const extended = { type: 'budget.extended', data: { digest, add: asked.asks } } as const;
          record([answer === 'extend' ? extended : declined]);
          return answer === 'extend' ? { kind: 'extended', extended: task.extended ?? {} } : { kind: 'declined' };
        },
        needSecret: async needed => {
          passTime(setting.answerAfterMs ?? 0);
          return { kind: setting.onSecret?.(needed) ?? 'stored' };
        },
        instructions: async known => {
          asks += 1;
          return (setting.said?.(asks) ?? []).slice(known);
        },
      },
      clock: () => now,
      mark: () => `mark${++marks}`,
      signal: new AbortController().signal,
      keep: state => {
        newest = state;
        setting.onKept?.(state);
      },
    },
    task,
  );
  model.assertDone();
  return {
    result,
    events,
    artifacts,
    page,
    model,
    types: events.map(event => event.type),
    newest,
    whole,
    approvals,
    budgets,
  };
}

export const finish = (outcome: 'done' | 'failed' = 'done', evidence: string[] = []): ScriptEntry => ({
  calls: [{ name: 'finish', args: { outcome, summary: 'The end.', evidence } }],
});
export const click = (ref: string): ScriptEntry => ({
  text: `I click ${ref}.`,
  calls: [{ name: 'click', args: { ref } }],
});
