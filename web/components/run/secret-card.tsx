/** A secret that was agreed to and is not stored: a place to store it for just this site, or to go on without it. Keeps no value. */

import { useSignal } from '@preact/signals';
import type { SecretNeeded } from '../../state/asks.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { type SecretKind, secretKindWords } from '../../strings/secret-kinds.ts';
import { strings } from '../../strings.ts';
import { useConsole } from '../context.ts';
import { Countdown } from '../countdown.tsx';

interface SecretProps {
  readonly taskId: string;
  readonly needed: SecretNeeded;
}

const MAX_SECRET_CHARS = 4_096;

export function SecretCard({ taskId, needed }: SecretProps) {
  const acts = useConsole().run;
  const { name, site, why, expiresAt } = needed;
  const value = useSignal('');
  const kind = useSignal<SecretKind>(kindByName(name));
  const sent = useSignal(false);
  const heading = `secret-${taskId}`;
  const send = async (act: () => Promise<boolean>): Promise<void> => {
    sent.value = true;
    if (await act()) value.value = '';
    sent.value = false;
  };
  return (
    <form
      class="question"
      aria-labelledby={heading}
      data-testid="secret-needed"
      autocomplete="off"
      onSubmit={event => {
        event.preventDefault();
        void send(() => acts.storeSecret(taskId, { name, site, kind: kind.value, value: value.value }));
      }}
    >
      <p class="eyebrow">
        <Countdown label={strings.questionExpires} until={expiresAt} />
      </p>
      <h3 id={heading}>
        {runWords.secretNeeded}: <span class="mono">{visible(name)}</span>
      </h3>
      <p>{runWords.secretLead(visible(name), visible(site))}</p>
      {why !== '' && <p class="quiet prose">{visible(why)}</p>}
      <div class="question-row secret-row">
        <select
          aria-label={secretKindWords.label}
          value={kind.value}
          onChange={event => {
            kind.value =
              secretKindWords.kinds.find(known => known.kind === event.currentTarget.value)?.kind ?? kind.value;
          }}
        >
          {secretKindWords.kinds.map(known => (
            <option key={known.kind} value={known.kind}>
              {known.words}
            </option>
          ))}
        </select>
        <input
          type="password"
          aria-label={`${runWords.secretValue}: ${name}`}
          placeholder={runWords.secretValue}
          maxLength={MAX_SECRET_CHARS}
          autocomplete="new-password"
          spellcheck={false}
          required
          value={value.value}
          onInput={event => {
            value.value = event.currentTarget.value;
          }}
        />
      </div>
      <p class="quiet">{runWords.secretStoreHint}</p>
      <div class="decision">
        <button type="submit" class="button button-primary" disabled={sent.value || value.value === ''}>
          {runWords.secretStore}
        </button>
        <button
          type="button"
          class="button"
          disabled={sent.value}
          onClick={() => void send(() => acts.skipSecret(taskId))}
        >
          {runWords.secretSkip}
        </button>
      </div>
    </form>
  );
}

/** A first guess that the person sees and may change. */
function kindByName(name: string): SecretKind {
  if (/user|login|mail/.test(name)) return 'username';
  if (/totp|otp|2fa|mfa/.test(name)) return 'totp';
  return 'password';
}
