/** What a task is asked, and what it has: questions, approvals, artifacts. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const taskErrors = {
  'task.not-found': { status: 404, retry: 'never', title: 'No such task', hint: 'GET /tasks lists yours.' },
  'task.finished': {
    status: 409,
    retry: 'never',
    title: 'The task has already ended',
    hint: 'GET /tasks/{id} has its result.',
  },
  'task.not-waiting': {
    status: 409,
    retry: 'never',
    title: 'The task is not waiting for an answer',
    hint: 'GET /tasks/{id} has its status.',
  },
  'task.lease-held': {
    status: 409,
    retry: 'later',
    title: 'Another worker acts for this task',
    hint: 'Nothing to do: the other worker carries on.',
  },
  'task.lease-lost': {
    status: 409,
    retry: 'never',
    title: 'This worker no longer acts for the task',
    hint: 'Stop acting at once; another worker has taken over.',
  },
  'task.cancelled': { status: 409, retry: 'never', title: 'The task was cancelled', hint: 'No further action starts.' },
  'task.interrupted': {
    status: 500,
    retry: 'after-change',
    title: 'The worker ended before the task did',
    hint: 'The trace shows what was done; ask for the errand again if the rest is still wanted.',
  },
  'task.illegal-transition': {
    status: 409,
    retry: 'never',
    title: 'The task cannot go to that status',
    hint: 'GET /tasks/{id} has its status.',
  },
  'task.pause-expired': {
    status: 409,
    retry: 'never',
    title: 'The task was paused for too long',
    hint: 'Ask for the errand again.',
  },
  'question.expired': {
    status: 409,
    retry: 'never',
    title: 'Nobody answered the question in time',
    hint: 'Ask for the errand again and answer when asked.',
  },
  'question.lapsed': {
    status: 409,
    retry: 'after-change',
    title: 'The person took over instead of answering',
    hint: 'Look at the page: the answer may be there. Ask again only if you still need it.',
  },
  'instruction.too-many': {
    status: 409,
    retry: 'never',
    title: 'The task was told too much',
    hint: 'Cancel it and ask for the errand anew, with all of it in one.',
  },
  'approval.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such approval',
    hint: 'GET /tasks/{id} shows the approval that its task waits for.',
  },
  'approval.not-open': {
    status: 409,
    retry: 'never',
    title: 'The approval was already decided',
    hint: 'GET /tasks/{id}/events shows what became of it.',
  },
  'approval.digest-mismatch': {
    status: 409,
    retry: 'after-change',
    title: 'The digest is not that of the act',
    hint: 'Read the approval again and decide on the digest it carries.',
  },
  'approval.denied': {
    status: 403,
    retry: 'after-change',
    title: 'The person said no to this act',
    hint: 'Do not try it again. Go another way that keeps to what the person said, or finish with what you have.',
  },
  'approval.lapsed': {
    status: 409,
    retry: 'after-change',
    title: 'The person took over instead of deciding',
    hint: 'Look at the page: they may have done it themselves. Try the act again only if it is still to be done.',
  },
  'approval.changed': {
    status: 409,
    retry: 'after-change',
    title: 'The act changed each time it was approved',
    hint: 'Look at the page: what would be sent keeps changing. Finish with what you have, or ask.',
  },
  'approval.expired': {
    status: 409,
    retry: 'never',
    title: 'Nobody decided on the act in time',
    hint: 'Ask for the errand again and decide when asked.',
  },
  'artifact.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such artifact',
    hint: 'GET /tasks/{id}/artifacts lists them.',
  },
} as const satisfies ErrorsOf<'task' | 'question' | 'instruction' | 'approval' | 'artifact'>;
