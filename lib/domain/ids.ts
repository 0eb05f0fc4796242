/** Identifiers: a prefix that says the kind, then a ULID, so ids sort by time. Never made here from a clock: the maker is passed in. */

export const idPrefixes = {
  session: 'ses',
  message: 'msg',
  proposal: 'prp',
  consent: 'cns',
  task: 'tsk',
  artifact: 'art',
  question: 'qst',
  approval: 'apr',
  checkpoint: 'ckp',
  ticket: 'tck',
  key: 'key',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Makes a fresh id such as `tsk_01J9Z…`. Real: ULIDs from the clock; in tests: counted. */
export type Ids = (kind: IdKind) => string;

/** The current time in milliseconds since the epoch. */
export type Clock = () => number;

/** Milliseconds since some moment of this process: it never goes back, and nobody sets it. Only differences mean anything. */
export type SteadyClock = () => number;

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';

/** The pattern of an id of one kind, for schemas. An artifact's and an approval's id carry their task's ULID: `art_<task>_<own>`. */
export function idPattern(kind: IdKind): RegExp {
  const isOfTask = kind === 'artifact' || kind === 'approval';
  return new RegExp(`^${idPrefixes[kind]}_${isOfTask ? `${ULID}_` : ''}${ULID}$`);
}

/** An artifact's id names its task, so that one key lookup finds it and no index is needed. */
export function artifactIdOf(taskId: string, fresh: string): string {
  return `art_${taskId.slice(4)}_${fresh.slice(4)}`;
}

export function approvalIdOf(taskId: string, fresh: string): string {
  return `apr_${taskId.slice(4)}_${fresh.slice(4)}`;
}

export const taskIdOfApproval = (approvalId: string): string => taskIdOfArtifact(approvalId);

export function taskIdOfArtifact(artifactId: string): string {
  return `tsk_${artifactId.split('_')[1] ?? ''}`;
}

export type StreamId = `session/${string}` | `task/${string}`;

export const sessionStream = (sessionId: string): StreamId => `session/${sessionId}`;
export const taskStream = (taskId: string): StreamId => `task/${taskId}`;
