/**
 * What the loop writes to and asks through. A cancel comes by the run's signal and by `record`, so nothing here asks for it.
 * Implemented by lib/worker on the table; the loop itself stores nothing.
 */

import type { Approval, Reach } from '../domain/approval.ts';
import type { ArtifactKind } from '../domain/artifact.ts';
import type { BudgetAsk, BudgetMore } from '../domain/budget-ask.ts';
import type { TaskEvent } from '../domain/events.ts';
import type { Task } from '../domain/task.ts';
import type { SecretNeeded } from '../domain/task-secret.ts';
import type { PageFile } from './page.ts';

export interface NewArtifact {
  readonly kind: ArtifactKind;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly step: number;
}

export type Answer =
  | { readonly kind: 'answered'; readonly text: string }
  /** The person took over instead. */
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' };

export type AskedApproval = Omit<Approval, 'approvalId' | 'expiresAt'>;

export type Approved =
  | { readonly kind: 'approved'; readonly approvalId: string; readonly reach: Reach }
  | { readonly kind: 'denied'; readonly reason?: string | undefined }
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' };

export type AskedBudget = Omit<BudgetAsk, 'expiresAt'>;

export type BudgetAnswer =
  /** All that was ever added to the consent's. */
  | { readonly kind: 'extended'; readonly extended: BudgetMore }
  | { readonly kind: 'declined' | 'taken-over' | 'expired' | 'cancelled' };

export type AskedSecret = Omit<SecretNeeded, 'expiresAt'>;

export interface SecretAnswer {
  readonly kind: 'stored' | 'skipped' | 'taken-over' | 'expired' | 'cancelled';
}

export interface Journal {
  /** Appends under this worker's fence. Throws `task.lease-lost`, `task.cancelled` (for a new intent) or `task.finished`. */
  record(events: readonly TaskEvent[]): Promise<Task>;
  /** Puts the bytes, then appends the event that names them. Returns the artifact's id. */
  saveArtifact(artifact: NewArtifact): Promise<string>;
  /** The bytes of a file of this task, by its name: the newest of that name. */
  readFile(name: string): Promise<PageFile | undefined>;
  /** The whole text of an observation whose event holds only a part: the trace shows it. Writes nothing by itself. */
  keepWhole(step: number, text: string): void;
  /** Asks for a yes to one exact act, and waits in place for it, at most until it expires. */
  askApproval(asked: AskedApproval): Promise<Approved>;
  /** Asks the person and waits in place for the answer, at most until it expires. */
  askPerson(question: string, step: number): Promise<Answer>;
  /** Asks for more of the budget, and waits as a question does. */
  askBudget(asked: AskedBudget): Promise<BudgetAnswer>;
  /** At once where it is stored, or was skipped before; else waits as a question does. */
  needSecret(needed: AskedSecret): Promise<SecretAnswer>;
  /** What the person has said to the run after the first `known` times, in order. */
  instructions(known: number): Promise<readonly string[]>;
}
