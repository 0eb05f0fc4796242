/** Where a secret is written down: added, or put in the place of another. The value leaves the page with the request and is nowhere in it after. */

import { useSignal } from '@preact/signals';
import { useConsole } from '../../components/context.ts';
import type { SecretRow } from '../../data/account-api.ts';
import { type Fault, faultOf } from '../../state/fault.ts';
import {
  emptyDraft,
  isSeed,
  kinds,
  NAME_PATTERN,
  type SecretDraft,
  secretOf,
  sitesIn,
  usualFields,
  wrongSite,
} from '../../state/secret-draft.ts';
import { kindWords, secretStrings } from '../../strings/secrets.ts';
import { shellStrings } from '../../strings/shell.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FaultLine } from '../parts/fault-line.tsx';
import { Field, hintId } from '../parts/field.tsx';
import { BoundFields } from './bound-fields.tsx';
import { ValueField } from './value-field.tsx';

interface FormProps {
  readonly replaces: SecretRow | undefined;
  /** Names that are in use. */
  readonly taken: readonly string[];
  readonly close: () => void;
  readonly stored: (name: string) => Promise<void>;
}

const draftOf = ({ name, kind, sites, fields }: SecretRow): SecretDraft => ({
  ...emptyDraft,
  name,
  kind,
  sites: sites.join('\n'),
  fields,
});

export function SecretForm({ replaces, taken, close, stored }: FormProps) {
  const { account } = useConsole();
  const draft = useSignal<SecretDraft>(replaces === undefined ? emptyDraft : draftOf(replaces));
  const busy = useSignal(false);
  const fault = useSignal<Fault | undefined>(undefined);
  const { name, kind, sites, fields } = draft.value;
  const change = (part: Partial<SecretDraft>): void => {
    draft.value = { ...draft.value, ...part };
  };
  const wrongAt = wrongSite(sites);
  const send = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      await account.storeSecret(secretOf(draft.value));
      draft.value = emptyDraft;
      await stored(name);
      close();
    } catch (error) {
      fault.value = faultOf(secretStrings.notStored, error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={replaces ? secretStrings.replaceTitle(replaces.name) : secretStrings.addTitle} close={close}>
      <form
        class="dialog-body"
        autocomplete="off"
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        {replaces === undefined && (
          <Field
            id="secret-name"
            label={secretStrings.name}
            hint={taken.includes(name) ? secretStrings.nameTaken : secretStrings.nameHint}
          >
            <input
              id="secret-name"
              class="input mono"
              data-first
              required
              pattern={NAME_PATTERN}
              title={secretStrings.nameHint}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              aria-describedby={hintId('secret-name')}
              value={name}
              onInput={event => change({ name: event.currentTarget.value })}
            />
          </Field>
        )}
        <Field id="secret-kind" label={secretStrings.kind} hint={kindWords[kind].hint}>
          <select
            id="secret-kind"
            class="select"
            aria-describedby={hintId('secret-kind')}
            value={kind}
            onChange={event => {
              const picked = kinds.find(one => one === event.currentTarget.value);
              if (picked !== undefined) change({ kind: picked, fields: usualFields[picked] });
            }}
          >
            {kinds.map(one => (
              <option key={one} value={one}>
                {kindWords[one].label}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="secret-sites"
          label={secretStrings.sites}
          hint={secretStrings.sitesHint}
          wrong={wrongAt === undefined ? undefined : secretStrings.sitesWrong(wrongAt)}
        >
          <textarea
            id="secret-sites"
            class="input mono"
            rows={2}
            required
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={hintId('secret-sites')}
            aria-invalid={wrongAt !== undefined || undefined}
            value={sites}
            onInput={event => change({ sites: event.currentTarget.value })}
          />
        </Field>
        <ValueField draft={draft.value} change={change} first={replaces !== undefined} />
        {kind !== 'basic' && <BoundFields fields={fields} change={next => change({ fields: next })} />}
        <FaultLine fault={fault.value} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {secretStrings.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={busy.value || !isComplete(draft.value)}>
            {busy.value ? shellStrings.busy : secretStrings.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function isComplete({ name, kind, sites, fields, user, value }: SecretDraft): boolean {
  if (name === '' || value === '' || sitesIn(sites).length === 0 || wrongSite(sites) !== undefined) return false;
  if (kind === 'totp' && !isSeed(value)) return false;
  if (kind === 'basic') return user !== '' && !user.includes(':');
  return fields.length > 0;
}
