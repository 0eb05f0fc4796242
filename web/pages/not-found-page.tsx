/** An address that means nothing here: says so, and where one can go on. */

import { shellStrings } from '../strings/shell.ts';
import { PageFrame } from './parts/page-frame.tsx';

/** As much of a strange address as helps to see what is wrong with it. */
const SHOWN_CHARS = 200;

export function NotFoundPage({ address }: { readonly address: string }) {
  return (
    <PageFrame title={shellStrings.notFound} testId="not-found">
      <p>
        {shellStrings.notFoundText} <code class="mono">{address.slice(0, SHOWN_CHARS)}</code>
      </p>
      <p class="page-links">
        <a class="button button-primary" href="#/">
          {shellStrings.toStart}
        </a>
        <a class="button" href="#/tasks">
          {shellStrings.toTasks}
        </a>
      </p>
    </PageFrame>
  );
}
