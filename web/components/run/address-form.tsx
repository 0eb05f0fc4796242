/** Where the page is, and a place to send it to. */

import { useSignal } from '@preact/signals';
import { runWords } from '../../strings/run-page.ts';

interface AddressProps {
  readonly url: string;
  readonly go: (url: string) => void;
}

export function AddressForm({ url, go }: AddressProps) {
  /** Undefined while nothing is being typed: then it follows the page. */
  const typed = useSignal<string | undefined>(undefined);
  const wrong = useSignal(false);
  return (
    <form
      class="address"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        const address = addressOf(typed.value ?? url);
        wrong.value = address === undefined;
        if (address === undefined) return;
        go(address);
        typed.value = undefined;
      }}
    >
      <input
        type="url"
        class="mono"
        aria-label={runWords.address}
        aria-invalid={wrong.value}
        title={wrong.value ? runWords.badAddress : undefined}
        autocomplete="off"
        spellcheck={false}
        value={typed.value ?? url}
        onInput={event => {
          typed.value = event.currentTarget.value;
          wrong.value = false;
        }}
        // As in any browser; and what one is about to change does not change by itself.
        onFocus={event => {
          typed.value ??= url;
          event.currentTarget.select();
        }}
        onBlur={() => {
          if (typed.value === '' || typed.value === url) typed.value = undefined;
        }}
      />
      <button type="submit" class="button button-small">
        {runWords.go}
      </button>
    </form>
  );
}

/** `example.com` is meant as `https://example.com`. Nothing but the web's own schemes goes. */
function addressOf(typed: string): string | undefined {
  const words = typed.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(words) ? words : `https://${words}`);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined;
}
