/** Where a key is made: its name, what it may do, how long it is good. */

import { useSignal } from '@preact/signals';
import type { ApiKey, KeyScope } from '../../../lib/domain/api-key.ts';
import { useConsole } from '../../components/context.ts';
import { type Fault, faultOf } from '../../state/fault.ts';
import { keyStrings, scopeWords } from '../../strings/keys.ts';
import { shellStrings } from '../../strings/shell.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FaultLine } from '../parts/fault-line.tsx';
import { Field, hintId } from '../parts/field.tsx';

const scopes = [
  'sessions:read',
  'tasks:read',
  'sessions:write',
  'tasks:control',
  'consent:give',
] as const satisfies readonly KeyScope[];
const NAME_CHARS = 80;
/** The first is taken unless one chooses another. */
const expiries = [90, 7, 30, 365, undefined] as const;

const sets: readonly { readonly label: string; readonly scopes: readonly KeyScope[] }[] = [
  { label: keyStrings.readOnly, scopes: ['sessions:read', 'tasks:read'] },
  { label: keyStrings.noDecisions, scopes: scopes.filter(scope => scope !== 'consent:give') },
  { label: keyStrings.everything, scopes },
];

interface FormProps {
  readonly close: () => void;
  readonly made: (made: { readonly key: ApiKey; readonly secret: string }) => Promise<void>;
}

export function KeyForm({ close, made }: FormProps) {
  const { account } = useConsole();
  const name = useSignal('');
  const chosen = useSignal<readonly KeyScope[]>(sets[0]?.scopes ?? []);
  const days = useSignal<number | undefined>(expiries[0]);
  const busy = useSignal(false);
  const fault = useSignal<Fault | undefined>(undefined);
  const send = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      await made(await account.makeKey({ name: name.value.trim(), scopes: chosen.value, expiresInDays: days.value }));
    } catch (error) {
      fault.value = faultOf(keyStrings.notMade, error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={keyStrings.makeTitle} close={close}>
      <form
        class="dialog-body"
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <Field id="key-name" label={keyStrings.name} hint={keyStrings.nameHint}>
          <input
            id="key-name"
            class="input"
            data-first
            required
            maxLength={NAME_CHARS}
            autocomplete="off"
            aria-describedby={hintId('key-name')}
            value={name.value}
            onInput={event => {
              name.value = event.currentTarget.value;
            }}
          />
        </Field>
        <fieldset class="checks">
          <legend class="field-label">{keyStrings.scopes}</legend>
          <div class="chips">
            {sets.map(set => (
              <button
                key={set.label}
                type="button"
                class="button button-small"
                onClick={() => {
                  chosen.value = set.scopes;
                }}
              >
                {set.label}
              </button>
            ))}
          </div>
          {scopes.map(scope => (
            <label key={scope} class="check">
              <input
                type="checkbox"
                checked={chosen.value.includes(scope)}
                onChange={event => {
                  const isIn = event.currentTarget.checked;
                  chosen.value = scopes.filter(one => (one === scope ? isIn : chosen.value.includes(one)));
                }}
              />
              <span>
                {scopeWords[scope].label}
                <span class="field-hint">{scopeWords[scope].hint}</span>
              </span>
            </label>
          ))}
          {chosen.value.length === 0 && (
            <p class="field-hint" data-wrong>
              {keyStrings.scopesNone}
            </p>
          )}
        </fieldset>
        <Field id="key-expiry" label={keyStrings.expiry} hint={keyStrings.expiryHint}>
          <select
            id="key-expiry"
            class="select"
            aria-describedby={hintId('key-expiry')}
            value={String(days.value ?? 0)}
            onChange={event => {
              const picked = Number(event.currentTarget.value);
              days.value = picked === 0 ? undefined : picked;
            }}
          >
            {expiries
              .toSorted((a, b) => (a ?? Number.MAX_VALUE) - (b ?? Number.MAX_VALUE))
              .map(one => (
                <option key={one ?? 0} value={String(one ?? 0)}>
                  {keyStrings.expiryOf(one)}
                </option>
              ))}
          </select>
        </Field>
        <FaultLine fault={fault.value} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {keyStrings.cancel}
          </button>
          <button
            type="submit"
            class="button button-primary"
            disabled={busy.value || name.value.trim() === '' || chosen.value.length === 0}
          >
            {busy.value ? shellStrings.busy : keyStrings.makeIt}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
