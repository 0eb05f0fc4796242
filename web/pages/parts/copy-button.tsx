/** Copies a text, and says whether it did. */

import { useSignal } from '@preact/signals';
import { CopyIcon } from '../../components/nav-icons.tsx';
import { shellStrings } from '../../strings/shell.ts';

const words = { idle: shellStrings.copy, copied: shellStrings.copied, failed: shellStrings.copyFailed } as const;

export function CopyButton({ text, first = false }: { readonly text: string; readonly first?: boolean }) {
  const state = useSignal<keyof typeof words>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      state.value = 'copied';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <button type="button" class="button button-small" data-first={first || undefined} onClick={() => void copy()}>
      <CopyIcon />
      <span role="status">{words[state.value]}</span>
    </button>
  );
}
