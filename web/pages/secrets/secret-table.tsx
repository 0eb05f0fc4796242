/** Each secret with its bounds: what it is, where it may be typed, when it was. */

import type { SecretRow } from '../../data/account-api.ts';
import { fieldWords, kindWords, secretStrings } from '../../strings/secrets.ts';
import { shellStrings } from '../../strings/shell.ts';
import { Moment } from '../parts/moment.tsx';

interface TableProps {
  readonly secrets: readonly SecretRow[];
  readonly replace: (secret: SecretRow) => void;
  readonly remove: (secret: SecretRow) => void;
}

export function SecretTable({ secrets, replace, remove }: TableProps) {
  return (
    <table class="table" aria-label={secretStrings.tableLabel}>
      <thead>
        <tr>
          <th scope="col">{secretStrings.name}</th>
          <th scope="col" class="wide-only">
            {secretStrings.where}
          </th>
          <th scope="col" class="wide-only">
            {secretStrings.changed}
          </th>
          <th scope="col" class="wide-only">
            {secretStrings.used}
          </th>
          <th scope="col" class="acts-head">
            <span class="visually-hidden">{secretStrings.replace}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {secrets.map(secret => (
          <SecretLine key={secret.name} secret={secret} replace={replace} remove={remove} />
        ))}
      </tbody>
    </table>
  );
}

function SecretLine({ secret, replace, remove }: { readonly secret: SecretRow } & Omit<TableProps, 'secrets'>) {
  const { name, kind, updatedAt, lastUsedAt } = secret;
  return (
    <tr data-testid="secret-row">
      <th scope="row">
        <span class="mono row-name">{name}</span>
        <span class="row-under">{kindWords[kind].label}</span>
        <span class="row-narrow">
          <Bounds secret={secret} />
        </span>
      </th>
      <td class="wide-only">
        <Bounds secret={secret} />
      </td>
      <td class="wide-only">
        <Moment at={updatedAt} />
      </td>
      <td class="wide-only">
        {lastUsedAt === undefined ? <span class="quiet">{shellStrings.never}</span> : <Moment at={lastUsedAt} />}
      </td>
      <td class="acts">
        <button
          type="button"
          class="button button-small"
          aria-label={secretStrings.replaceNamed(name)}
          onClick={() => replace(secret)}
        >
          {secretStrings.replace}
        </button>
        <button
          type="button"
          class="button button-small button-stop"
          aria-label={secretStrings.removeNamed(name)}
          onClick={() => remove(secret)}
        >
          {secretStrings.remove}
        </button>
      </td>
    </tr>
  );
}

/** On which sites, and into what there. */
function Bounds({ secret: { sites, fields } }: { readonly secret: SecretRow }) {
  return (
    <>
      <span class="tags">
        {sites.map(site => (
          <span key={site} class="tag mono">
            {site}
          </span>
        ))}
      </span>
      <span class="row-under">
        {fields.length === 0 ? secretStrings.fieldsNone : fields.map(field => fieldWords[field]).join(', ')}
      </span>
    </>
  );
}
