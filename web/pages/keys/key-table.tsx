/** Keys with what each may do and until when. */

import type { ApiKey } from '../../../lib/domain/api-key.ts';
import { daysUntil, formatMoment } from '../../state/dates.ts';
import { isExpired } from '../../state/key-end.ts';
import { now } from '../../state/now.ts';
import { keyStrings, scopeWords } from '../../strings/keys.ts';
import { shellStrings } from '../../strings/shell.ts';
import { Moment } from '../parts/moment.tsx';

interface TableProps {
  readonly label: string;
  readonly keys: readonly ApiKey[];
  /** Absent for keys that opened nothing any more. */
  readonly revoke?: (key: ApiKey) => void;
}

export function KeyTable({ label, keys, revoke }: TableProps) {
  return (
    <table class="table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{keyStrings.name}</th>
          <th scope="col" class="wide-only">
            {keyStrings.scopes}
          </th>
          <th scope="col" class="wide-only">
            {keyStrings.used}
          </th>
          <th scope="col">{keyStrings.end}</th>
          {revoke && (
            <th scope="col" class="acts-head">
              <span class="visually-hidden">{keyStrings.revoke}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map(key => (
          <tr key={key.keyId} data-testid="key-row">
            <th scope="row">
              <span class="row-name">{key.name}</span>
              <span class="row-under mono">ek_{key.keyId.slice(4, 12)}…</span>
              <span class="row-narrow">{key.scopes.map(scope => scopeWords[scope].label).join(', ')}</span>
            </th>
            <td class="wide-only">
              <span class="tags">
                {key.scopes.map(scope => (
                  <span key={scope} class="tag" title={scopeWords[scope].hint}>
                    {scopeWords[scope].label}
                  </span>
                ))}
              </span>
            </td>
            <td class="wide-only">
              {key.lastUsedAt === undefined ? (
                <span class="quiet">{shellStrings.never}</span>
              ) : (
                <Moment at={key.lastUsedAt} />
              )}
            </td>
            <td>
              <End apiKey={key} />
            </td>
            {revoke && (
              <td class="acts">
                <button
                  type="button"
                  class="button button-small button-stop"
                  aria-label={keyStrings.revokeNamed(key.name)}
                  onClick={() => revoke(key)}
                >
                  {keyStrings.revoke}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function End({ apiKey }: { readonly apiKey: ApiKey }) {
  const { revokedAt, expiresAt } = apiKey;
  if (revokedAt !== undefined) return <span title={formatMoment(revokedAt)}>{keyStrings.isRevoked}</span>;
  if (expiresAt === undefined) return <span class="quiet">{keyStrings.endsNever}</span>;
  if (isExpired(apiKey, now.value)) return <span title={formatMoment(expiresAt)}>{keyStrings.isExpired}</span>;
  return <span title={formatMoment(expiresAt)}>{keyStrings.endsIn(daysUntil(expiresAt, now.value))}</span>;
}
