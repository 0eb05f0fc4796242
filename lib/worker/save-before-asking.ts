/** Keeps a checkpoint right before a person is asked: they may take hours, and browser or worker may be gone by then. Asks nothing itself. */

import type { Journal } from '../agent/journal.ts';

export function saveBeforeAsking<J extends Journal>(journal: J, save: () => Promise<void>): J {
  return {
    ...journal,
    async askApproval(asked) {
      await save();
      return journal.askApproval(asked);
    },
    async askPerson(question, step) {
      await save();
      return journal.askPerson(question, step);
    },
    async askBudget(asked) {
      await save();
      return journal.askBudget(asked);
    },
    async needSecret(needed) {
      await save();
      return journal.needSecret(needed);
    },
  };
}
