/** Thrown where a run is put away to be gone on with: between two steps, or where a person has been waited for long enough. */

export type PutAwayReason = 'question' | 'approval' | 'budget' | 'secret' | 'pause' | 'deadline';

export class PutAway extends Error {
  readonly reason: PutAwayReason;
  constructor(reason: PutAwayReason) {
    super(`The run is put away: ${reason}.`);
    this.name = 'PutAway';
    this.reason = reason;
  }
}
