/** The page before the first word: what this is for, and what the model in use understands. */

import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { Examples } from './examples.tsx';

export function Welcome() {
  const { offline, examples } = useConsole().config;
  return (
    <section class="welcome">
      <h1>{strings.emptyTitle}</h1>
      <p class="lead">{strings.emptyText}</p>
      {offline && (
        <div class="offline" role="note">
          <h2>{strings.offlineTitle}</h2>
          <p>
            {strings.offlineText} {examples.length > 0 ? strings.offlineLike : strings.offlineFew}
          </p>
        </div>
      )}
      <Examples />
    </section>
  );
}
