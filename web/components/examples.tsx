/** Requests that work, as chips: one click puts the words into the composer, to be read before they are sent. */

import { strings } from '../strings.ts';
import { focusComposer } from './composer.tsx';
import { useConsole } from './context.ts';

export function Examples() {
  const console = useConsole();
  if (console.config.examples.length === 0) return null;
  return (
    <ul class="chips" aria-label={strings.examples}>
      {console.config.examples.map(example => (
        <li key={example}>
          <button
            type="button"
            class="chip"
            onClick={() => {
              console.draft.value = example;
              focusComposer();
            }}
          >
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}
