/** Where a person signs in before anything else: at the issuer that the console was set up for, or with a token of theirs. */

import { useSignal } from '@preact/signals';
import { Notice } from '../../components/notice.tsx';
import { openAccountApi } from '../../data/account-api.ts';
import type { ConsoleConfig, SignIn } from '../../data/config.ts';
import { keepCredential } from '../../state/credential.ts';
import { type Fault, faultOf } from '../../state/fault.ts';
import { signInStrings } from '../../strings/sign-in.ts';
import { strings } from '../../strings.ts';
import { FaultLine } from '../parts/fault-line.tsx';
import { Field, hintId } from '../parts/field.tsx';

/** A token that somebody brought says nothing of its end that the console could trust: the API refuses it when it is over. */
const BROUGHT_MS = 12 * 3_600_000;

export interface SignInProps {
  readonly config: ConsoleConfig;
  /** What went before: a sign-in that did not work, or one whose time is over. */
  readonly why: { readonly kind: 'refused'; readonly detail: string } | { readonly kind: 'ended' } | undefined;
  /** Starts the console with what is kept now. */
  readonly enter: () => void;
}

export function SignInPage({ config, why, enter }: SignInProps) {
  return (
    <main class="centre" data-testid="sign-in">
      <div class="panel part sign-in">
        <span class="brand">
          <span class="brand-mark" aria-hidden="true" />
          {strings.product}
        </span>
        <div>
          <h1>{signInStrings.title}</h1>
          <p class="page-lead">{signInStrings.lead}</p>
        </div>
        {why?.kind === 'refused' && (
          <Notice tone="bad" title={signInStrings.refused}>
            <p>{why.detail}</p>
          </Notice>
        )}
        {why?.kind === 'ended' && <Notice tone="info" title={signInStrings.ended} />}
        {config.signIn === undefined ? (
          <>
            <p class="quiet">{signInStrings.noSignIn}</p>
            <TokenForm config={config} enter={enter} />
          </>
        ) : (
          <>
            <SignInButton signIn={config.signIn} />
            <details class="fold">
              <summary>{signInStrings.withToken}</summary>
              <TokenForm config={config} enter={enter} />
            </details>
          </>
        )}
      </div>
    </main>
  );
}

function SignInButton({ signIn }: { readonly signIn: SignIn }) {
  const busy = useSignal(false);
  const fault = useSignal<Fault | undefined>(undefined);
  const begin = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      const { beginSignIn } = await import('../../data/oidc.ts');
      await beginSignIn(signIn);
    } catch (error) {
      busy.value = false;
      const detail = error instanceof Error ? error.message : String(error);
      fault.value = { title: signInStrings.notBegun, detail, hint: '' };
    }
  };
  return (
    <>
      <button type="button" class="button button-primary" disabled={busy.value} onClick={() => void begin()}>
        {busy.value ? signInStrings.signingIn : signInStrings.signIn}
      </button>
      <p class="quiet">{signInStrings.at(new URL(signIn.issuer).host)}</p>
      <FaultLine fault={fault.value} />
    </>
  );
}

function TokenForm({ config, enter }: Pick<SignInProps, 'config' | 'enter'>) {
  const token = useSignal('');
  const busy = useSignal(false);
  const fault = useSignal<Fault | undefined>(undefined);
  const use = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      const given = token.value.trim();
      await openAccountApi(config.apiUrl, given).readMe();
      keepCredential({ token: given, until: Date.now() + BROUGHT_MS });
      enter();
    } catch (error) {
      fault.value = faultOf(signInStrings.tokenRefused, error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="part"
      onSubmit={event => {
        event.preventDefault();
        void use();
      }}
    >
      <Field id="token" label={signInStrings.token} hint={signInStrings.tokenHint}>
        <input
          id="token"
          class="input mono"
          type="password"
          autocomplete="off"
          spellcheck={false}
          required
          aria-describedby={hintId('token')}
          value={token.value}
          onInput={event => {
            token.value = event.currentTarget.value;
          }}
        />
      </Field>
      <FaultLine fault={fault.value} />
      <button type="submit" class="button" disabled={busy.value || token.value.trim() === ''}>
        {busy.value ? signInStrings.checking : signInStrings.use}
      </button>
    </form>
  );
}
