/** The kinds of field a secret may be typed into, folded: the usual ones fit nearly always. */

import type { BoundField } from '../../../lib/domain/secret.ts';
import { allFields } from '../../state/secret-draft.ts';
import { fieldWords, secretStrings } from '../../strings/secrets.ts';

interface BoundFieldsProps {
  readonly fields: readonly BoundField[];
  readonly change: (fields: readonly BoundField[]) => void;
}

export function BoundFields({ fields, change }: BoundFieldsProps) {
  return (
    <details class="fold">
      <summary>
        {secretStrings.fields}: {fields.map(field => fieldWords[field]).join(', ')}
      </summary>
      <fieldset class="checks">
        <legend class="field-hint">{secretStrings.fieldsHint}</legend>
        {allFields.map(field => (
          <label key={field} class="check">
            <input
              type="checkbox"
              checked={fields.includes(field)}
              onChange={event => {
                const isIn = event.currentTarget.checked;
                change(allFields.filter(one => (one === field ? isIn : fields.includes(one))));
              }}
            />
            {fieldWords[field]}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
