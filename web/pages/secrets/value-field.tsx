/** The value itself: hidden as it is typed, shown only while one asks, kept by no browser. */

import { useSignal } from '@preact/signals';
import { isSeed, type SecretDraft, VALUE_CHARS } from '../../state/secret-draft.ts';
import { secretStrings } from '../../strings/secrets.ts';
import { Field, hintId } from '../parts/field.tsx';

interface ValueProps {
  readonly draft: SecretDraft;
  readonly change: (part: Partial<SecretDraft>) => void;
  readonly first: boolean;
}

const labels = { totp: secretStrings.valueTotp, basic: secretStrings.valueBasic } as const;

export function ValueField({ draft, change, first }: ValueProps) {
  const shown = useSignal(false);
  const { kind, user, value } = draft;
  const isWrongSeed = kind === 'totp' && value !== '' && !isSeed(value);
  const hint = kind === 'totp' ? secretStrings.valueTotpHint : secretStrings.valueHint;
  return (
    <>
      {kind === 'basic' && (
        <Field
          id="secret-user"
          label={secretStrings.user}
          wrong={user.includes(':') ? secretStrings.userWrong : undefined}
        >
          <input
            id="secret-user"
            class="input"
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={hintId('secret-user')}
            value={user}
            onInput={event => change({ user: event.currentTarget.value })}
          />
        </Field>
      )}
      <Field
        id="secret-value"
        label={kind === 'totp' || kind === 'basic' ? labels[kind] : secretStrings.value}
        hint={hint}
        wrong={isWrongSeed ? secretStrings.valueTotpWrong : undefined}
      >
        <span class="value-line">
          <input
            id="secret-value"
            class="input mono"
            {...(shown.value ? { type: 'text' } : { type: 'password' })}
            data-first={first || undefined}
            required
            maxLength={VALUE_CHARS}
            // Not "off", which browsers pass over for passwords: this one offers and keeps none.
            autocomplete="new-password"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={hintId('secret-value')}
            aria-invalid={isWrongSeed || undefined}
            value={value}
            onInput={event => change({ value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button"
            aria-pressed={shown.value}
            onClick={() => {
              shown.value = !shown.value;
            }}
          >
            {shown.value ? secretStrings.hide : secretStrings.show}
          </button>
        </span>
      </Field>
    </>
  );
}
