/** Every word the console says, in one place. Plain sentences; page text is quoted, never trusted. */

import type { Action } from '../lib/domain/action.ts';
import type { Reach } from '../lib/domain/approval.ts';
import type { ArtifactKind } from '../lib/domain/artifact.ts';
import { describeAction } from '../lib/domain/describe-action.ts';
import type { ProposalStatus } from '../lib/domain/proposal.ts';
import type { TaskResult } from '../lib/domain/result.ts';
import type { SessionStatus } from '../lib/domain/session.ts';
import type { TaskStatus } from '../lib/domain/task.ts';
import type { Verb } from '../lib/domain/verb.ts';

export const strings = {
  product: 'Errand',
  newConversation: 'New conversation',
  conversations: 'Conversations',
  closeConversations: 'Close conversations',
  noConversations: 'Nothing here yet. What you ask for will be listed here.',
  untitled: 'Untitled conversation',
  loadMore: 'Show older',
  loading: 'Loading',
  retry: 'Try again',
  dismiss: 'Dismiss',
  model: 'Model',

  emptyTitle: 'What should be done on the web?',
  emptyText:
    'Say it in your own words. You get a plan first, and nothing runs until you say yes. Then you see every step, and can stop it at any time.',
  messageLabel: 'Message',
  messagePlaceholder: 'Describe an errand',
  send: 'Send',
  sendHint: 'Enter sends, Shift and Enter starts a new line',
  thinking: 'Thinking',
  you: 'You',
  agent: 'Errand',
  system: 'Note',
  toLatest: 'To the latest',

  offlineTitle: 'Built-in offline model',
  offlineText: 'No model endpoint is set, so a small built-in model answers.',
  offlineLike: 'It understands only requests like these:',
  offlineFew: 'It understands only a few kinds of request.',
  offlineShort: 'Built-in offline model: it understands only a few kinds of request.',
  examples: 'Examples',

  proposal: 'Proposal',
  proposalLead: 'Nothing runs until you say yes.',
  instruction: 'What the agent will be told',
  startsAt: 'Starts at',
  plan: 'Plan',
  sites: 'Only on these sites',
  verbs: 'It may',
  budget: 'At most',
  digest: 'Digest',
  digestTitle: 'Your yes is bound to exactly these terms, by this digest',
  expiresIn: 'Open for',
  yes: 'Yes, do it',
  no: 'No',
  saying: 'Sending',
  secrets: 'Secrets it may use',
  secretsHint: 'By name, each on its own site only; the model never sees a value.',
  startsHere: 'it starts here',
  asksEachTime: 'asks you each time',
  careful: 'Careful:',
  shownElsewhere: (name: string): string => `Browsers may show it as “${name}”.`,
  lowerLimits: 'Lower the limits',
  asProposed: 'as proposed',
  fieldSteps: 'Steps',
  fieldSeconds: 'Seconds',
  fieldUsd: 'US dollars',
  fieldTokens: 'Tokens',
  fieldMegabytes: 'Megabytes',
  yesNarrowed: 'Yes, within these limits',
  withoutThese: 'You allow less:',
  typedYes: 'This holds for the button. A yes that you type below is a yes to all of it.',
  youNarrowed: 'You allowed less:',
  fromSettings: 'The limits begin as your settings say.',
  priority: 'How soon',
  notOnSite: (site: string): string => `not on ${site}`,
  mayNot: (verb: string): string => `may not ${verb}`,
  notWithSecret: (name: string): string => `without the secret ${name}`,
  atMost: (bound: string): string => `at most ${bound}`,
  stepsOf: (count: string): string => `${count} steps`,
  tokensOf: (count: string): string => `${count} tokens`,
  dataOf: (bytes: string): string => `${bytes} of data`,
  expiredHint: 'This proposal is no longer open. Ask again to get a fresh one.',

  liveRun: 'Live run',
  live: 'Live',
  backToLive: 'Back to live',
  timeline: 'Steps',
  noStepsYet: 'The steps will appear here as they happen.',
  noStepsMade: 'No step was made.',
  openingBrowser: 'Opening the browser',
  waitingForWorker: 'Waiting for a worker to take this up',
  noScreenshot: 'No screenshot of this step',
  screenshotFailed: 'The screenshot could not be loaded',
  cancel: 'Cancel task',
  cancelling: 'Cancelling',
  cancelNoted: 'Cancel received: no new action starts.',
  observed: 'looked',
  decided: 'decided',
  underWay: 'under way',
  unknownOutcome: 'outcome unknown',
  finished: 'Done',
  failed: 'Failed',
  refused: 'Refused',
  rejected: 'Did not work',
  malformed: 'Unusable answer',
  stuck: 'No progress',
  suspicious: 'The page gives orders',
  extracted: 'Extracted',
  asked: 'Asked you',
  deciding: 'Deciding what to do',
  looking: 'Looking at the page',

  meterSteps: 'Steps',
  meterTime: 'Time',
  meterTokens: 'Tokens',
  meterMoney: 'Money',
  meterData: 'Data',

  pause: 'Pause',
  pausing: 'Pauses after this step',
  resume: 'Go on',
  notPaused: 'The pause did not arrive',
  notResumed: 'Going on did not arrive',
  resumed: 'Went on',
  outcomeUnknown: 'Outcome unknown',

  approval: 'Needs your yes',
  approvalLead: 'The agent is about to do exactly this, and has stopped.',
  approvalWhat: 'What',
  approvalWhere: 'Where',
  approvalSends: 'What would be sent',
  approvalSendsNothing: 'No filled-in fields go with it.',
  approvalMore: (count: number): string => `and ${count} more fields`,
  approvalPicture: 'The page as it is now',
  approveOnce: 'Yes, do this once',
  approveKind: (verb: string, site: string): string => `Yes, and ${verb} on ${site} without asking again`,
  deny: 'No',
  denyReason: 'Why not? The agent is told (optional)',
  notDecided: 'Your decision did not arrive',

  question: 'The agent asks',
  answerLabel: 'Your answer',
  answer: 'Answer',
  questionExpires: 'Waits for',

  result: 'Result',
  evidence: 'What this rests on',
  artifacts: 'Files',
  screenshots: 'Screenshots',
  noArtifacts: 'This task made no files.',
  download: 'Download',
  preview: 'Preview',
  previewFailed: 'No preview could be loaded. The download may still work.',
  linkFailed: 'The link could not be made.',

  connecting: 'Connecting',
  polling: 'Live updates are slow: asking the server again and again.',
  disconnected: 'No connection. Trying again; nothing is lost.',
  unexpected: 'Something unexpected went wrong in this page.',
  configFailed: 'The console could not load its configuration.',
  configHint: 'Start Errand with npm start and open the address it prints.',
  sessionsFailed: 'The conversations could not be loaded.',
  sessionFailed: 'This conversation could not be loaded.',
  notSent: 'Your message was not sent.',
  notAnswered: 'Your message arrived, but no answer came.',
  notConsented: 'Your yes did not arrive.',
  notDeclined: 'Your no did not arrive.',
  notCancelled: 'The cancel did not arrive.',
} as const;

export const sessionStatusWords: Readonly<Record<SessionStatus, string>> = {
  idle: '',
  awaiting_confirmation: 'Waiting for your yes',
  task_running: 'Running',
  task_completed: 'Ended',
};

export const taskStatusWords: Readonly<Record<TaskStatus, string>> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting for you',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const proposalStatusWords: Readonly<Record<Exclude<ProposalStatus, 'open'>, string>> = {
  consented: 'You said yes',
  declined: 'You said no',
  superseded: 'Replaced by a newer proposal',
  expired: 'Expired',
};

export const verbWords: Readonly<Record<Verb, string>> = {
  read: 'read pages',
  navigate: 'follow links and open pages',
  input: 'type and choose in forms',
  submit: 'send forms',
  login: 'log in',
  upload: 'upload files',
  download: 'download files',
  pay: 'pay',
  delete: 'delete things',
  send: 'send messages',
};

export const approvalWords: Readonly<Record<Reach | 'denied' | 'waiting', string>> = {
  once: 'Approved',
  kind: 'Approved, this kind on this site',
  denied: 'Denied',
  waiting: 'Waits for your yes',
};

export const evidenceWords: Readonly<Record<TaskResult['evidence'], { label: string; hint: string }>> = {
  verified: { label: 'Verified', hint: 'Each claim names something that was seen on a page or saved as a file.' },
  unverified: { label: 'Unverified', hint: 'The model says so; nothing seen on a page was named for it.' },
  none: { label: 'No evidence', hint: 'There is nothing that this rests on.' },
};

export const artifactWords: Readonly<Record<ArtifactKind, string>> = {
  screenshot: 'Screenshot',
  'page-html': 'Page',
  'page-mhtml': 'Page archive',
  'data-json': 'Data, JSON',
  'data-csv': 'Table, CSV',
  trace: 'Trace',
  download: 'Download',
};

/** What is done before the first look is no step of the agent's. */
export const stepOf = (step: number): string => (step === 0 ? 'Start' : `Step ${step}`);
export const rowsOf = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);
export const moreRows = (rows: number): string => `and ${rowsOf(rows)} more in the file`;
export const ofBudget = (spent: string, budget: string): string => `${spent} / ${budget}`;

/** One line for a person: what the action does, with the element's own name in quotes. */
export function sayAction(action: Action): string {
  const line = describeAction(action);
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
}
