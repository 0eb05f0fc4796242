/** The error table as a page of docs. `docs/errors.md` must be exactly this; a test holds it. */

import { errorTable } from '../domain/error-table.ts';

const RETRIES = { never: 'no', 'after-change': 'after a change', later: 'yes, later' } as const;

export function makeErrorsDoc(): string {
  const rows = Object.entries(errorTable).map(
    ([code, { status, retry, title, hint }]) =>
      `| \`${code}\` | ${status} | ${cell(title)} | ${RETRIES[retry]} | ${cell(hint)} |`,
  );
  return [
    '# Errors',
    '',
    'Made from `lib/domain/error-table.ts`; do not edit. A failure crosses the API as problem JSON (RFC 9457) with this `code`.',
    '',
    '| code | status | what happened | try again? | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
