/** What a person may do to a run in mid-run, each with what is shown where it fails. Holds no state of its own. */

import type { Signal } from '@preact/signals';
import type { Approval, Reach } from '../../lib/domain/approval.ts';
import { taskIdOfApproval } from '../../lib/domain/ids.ts';
import type { SecretKind } from '../../lib/domain/secret.ts';
import type { Api } from '../data/api.ts';
import { type InputLine, openInputLine } from '../data/input-line.ts';
import type { Live } from '../data/live.ts';
import type { RunApi } from '../data/run-api.ts';
import { runWords } from '../strings/run-page.ts';
import { strings } from '../strings.ts';
import type { BudgetAsk } from './asks.ts';
import { type Fault, faultOf } from './fault.ts';

export interface SecretToStore {
  readonly name: string;
  readonly kind: SecretKind;
  readonly site: string;
  readonly value: string;
}

/** Each resolves to whether it arrived. */
export interface RunActs {
  readTask: RunApi['readTask'];
  pause(taskId: string): Promise<boolean>;
  resume(taskId: string): Promise<boolean>;
  cancel(taskId: string): Promise<boolean>;
  /** A reason, be it empty, is a no. */
  answerApproval(approval: Approval, answer: { readonly reach: Reach } | { readonly reason: string }): Promise<boolean>;
  /** To a question: as a message of the conversation that the run belongs to. */
  answer(run: { readonly taskId: string; readonly sessionId: string }, text: string): Promise<boolean>;
  instruct(taskId: string, text: string): Promise<boolean>;
  decideBudget(taskId: string, ask: BudgetAsk, decision: 'extend' | 'end'): Promise<boolean>;
  storeSecret(taskId: string, secret: SecretToStore): Promise<boolean>;
  skipSecret(taskId: string): Promise<boolean>;
  takeControl(taskId: string): Promise<boolean>;
  returnControl(taskId: string, note: string): Promise<boolean>;
  /** For the hands: what is sent on it goes to the page in order. */
  openInputs(taskId: string): InputLine;
}

export interface RunDesk {
  readonly api: Api;
  readonly runApi: RunApi;
  readonly storeSecret: (secret: SecretToStore) => Promise<void>;
  readonly live: Live;
  readonly fault: Signal<Fault | undefined>;
  /** The list of conversations says what each one waits for. */
  loadSessions(): Promise<void>;
}

export function offerRunActs({ api, runApi, storeSecret, live, fault, loadSessions }: RunDesk): RunActs {
  const attempt = async (taskId: string, title: string, act: () => Promise<void>): Promise<boolean> => {
    fault.value = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      fault.value = faultOf(title, error);
      return false;
    } finally {
      await live.refresh(`task/${taskId}`);
      void loadSessions();
    }
  };
  return {
    readTask: taskId => runApi.readTask(taskId),
    pause: taskId => attempt(taskId, strings.notPaused, () => api.pauseTask(taskId)),
    resume: taskId => attempt(taskId, strings.notResumed, () => api.resumeTask(taskId)),
    cancel: taskId => attempt(taskId, strings.notCancelled, () => api.cancelTask(taskId)),
    answerApproval: (approval, answer) =>
      attempt(taskIdOfApproval(approval.approvalId), strings.notDecided, () =>
        'reach' in answer ? api.approve(approval, answer.reach) : api.deny(approval, answer.reason),
      ),
    answer: ({ taskId, sessionId }, text) => attempt(taskId, strings.notSent, () => api.sendMessage(sessionId, text)),
    instruct: (taskId, text) => attempt(taskId, runWords.notTold, () => runApi.instruct(taskId, text)),
    decideBudget: (taskId, { digest }, decision) =>
      attempt(taskId, runWords.notExtended, () => runApi.decideBudget(taskId, digest, decision)),
    storeSecret: (taskId, secret) => attempt(taskId, runWords.notStored, () => storeSecret(secret)),
    skipSecret: taskId => attempt(taskId, runWords.notSkipped, () => runApi.skipSecret(taskId)),
    takeControl: taskId => attempt(taskId, runWords.notTaken, () => runApi.takeControl(taskId)),
    returnControl: (taskId, note) => attempt(taskId, runWords.notGivenBack, () => runApi.returnControl(taskId, note)),
    openInputs: taskId =>
      openInputLine({
        post: inputs => runApi.sendInputs(taskId, inputs),
        onFailed: error => {
          fault.value = faultOf(runWords.notActed, error);
          void live.refresh(`task/${taskId}`);
        },
      }),
  };
}
