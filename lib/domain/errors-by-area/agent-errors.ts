/** Why the agent could not go on, and what it extracted in vain. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const agentErrors = {
  'budget.exceeded': {
    status: 403,
    retry: 'never',
    title: 'The consented budget is used up',
    hint: 'Ask for the errand again with a larger budget.',
  },
  'budget.not-asked': {
    status: 409,
    retry: 'never',
    title: 'The task does not wait for more of its budget',
    hint: 'GET /tasks/{id} shows what it waits for; it may have been answered already.',
  },
  'budget.digest-mismatch': {
    status: 409,
    retry: 'after-change',
    title: 'The digest is not that of what is asked',
    hint: 'Read the task again and decide on the digest that its budgetAsk carries.',
  },
  'budget.ask-expired': {
    status: 409,
    retry: 'never',
    title: 'Nobody extended the budget in time',
    hint: 'Ask for the errand again with a larger budget.',
  },
  'agent.stuck': {
    status: 500,
    retry: 'after-change',
    title: 'The agent repeated itself without effect',
    hint: 'Say the errand in other words or in smaller steps.',
  },
  'agent.gave-up': {
    status: 500,
    retry: 'after-change',
    title: 'The agent could not do the errand',
    hint: 'The result says why; the trace shows each step.',
  },
  'agent.malformed-answers': {
    status: 502,
    retry: 'later',
    title: 'The model answered unusably several times in a row',
    hint: 'Use a model that supports tool calls well.',
  },
  'extract.schema-invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The JSON schema is not valid',
    hint: 'Send a JSON Schema object (draft 2020-12 subset).',
  },
  'extract.mismatch': {
    status: 502,
    retry: 'later',
    title: 'What was extracted does not fit the schema',
    hint: 'Loosen the schema or say more exactly what to extract.',
  },
} as const satisfies ErrorsOf<'budget' | 'agent' | 'extract'>;
