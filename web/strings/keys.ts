/** The words of the API keys' page. */

import type { KeyScope } from '../../lib/domain/api-key.ts';
import type { AuditEntry } from '../../lib/domain/audit.ts';

export const scopeWords: Readonly<Record<KeyScope, { readonly label: string; readonly hint: string }>> = {
  'sessions:read': { label: 'Read conversations', hint: 'Their messages, proposals and events.' },
  'sessions:write': {
    label: 'Say things in conversations',
    hint: 'Start them and ask for proposals; not decide on one.',
  },
  'consent:give': { label: 'Say yes or no for you', hint: 'To proposals and to acts that wait, such as paying.' },
  'tasks:read': { label: 'Read tasks', hint: 'Their steps, pictures, files and traces.' },
  'tasks:control': { label: 'Pause and stop tasks', hint: 'And let them go on.' },
};

export const auditWords: Readonly<Record<AuditEntry['type'], string>> = {
  'key.created': 'made',
  'key.used': 'first used',
  'key.revoked': 'revoked',
};

export const keyStrings = {
  title: 'API keys',
  lead: 'For programs that work for you. Each key can do only what you give it, and no key can make keys or read secrets.',
  failed: 'The keys could not be loaded.',
  make: 'Make a key',
  makeTitle: 'Make an API key',
  name: 'Name',
  nameHint: 'Where it will be used, such as nightly report.',
  scopes: 'It may',
  scopesNone: 'Choose at least one.',
  readOnly: 'Only read',
  noDecisions: 'All but decide',
  everything: 'Everything',
  expiry: 'Good for',
  expiryHint: 'A key with an end is forgotten more safely.',
  expiryOf: (days: number | undefined): string => (days === undefined ? 'Until it is revoked' : `${days} days`),
  makeIt: 'Make it',
  cancel: 'Cancel',
  notMade: 'No key was made.',
  onceTitle: 'Copy the key now',
  onceText: 'This is the only time it is shown. Whoever has it can do what it may do.',
  onceLabel: 'The key',
  onceUse: 'Send it with each request:',
  onceDone: 'I have copied it',
  made: (name: string): string => `The key ${name} is made.`,
  revoke: 'Revoke',
  revokeNamed: (name: string): string => `Revoke ${name}`,
  revokeTitle: (name: string): string => `Revoke ${name}?`,
  revokeText: 'From the next request on it opens nothing. This cannot be undone.',
  revokeYes: 'Revoke it',
  notRevoked: 'It was not revoked.',
  revoked: (name: string): string => `The key ${name} is revoked.`,
  emptyTitle: 'No keys yet',
  emptyText: 'A key lets a program talk to the API in your name, within what you allow it.',
  tableLabel: 'Keys that are good',
  endedLabel: 'Keys that are not',
  ended: (count: number): string =>
    count === 1 ? '1 key is revoked or expired' : `${count} keys are revoked or expired`,
  used: 'Last used',
  end: 'Ends',
  endsNever: 'when revoked',
  endsIn: (days: number): string => (days === 1 ? 'within a day' : `in ${days} days`),
  isRevoked: 'Revoked',
  isExpired: 'Expired',
  audit: 'What happened to your keys',
  auditFailed: 'What happened could not be loaded.',
  auditNone: 'Nothing yet.',
  auditKept: 'Entries hold each other by hash, so that none can be left out or changed unseen.',
  exportIt: 'Export as JSON lines',
  notExported: 'The export could not be made.',
} as const;
