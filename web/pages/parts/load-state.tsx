/** Stands where something is being read, could not be, or is not as new as it should be. */

import { Notice } from '../../components/notice.tsx';
import { formatTime } from '../../state/dates.ts';
import type { Loaded } from '../../state/loaded.ts';
import { shellStrings } from '../../strings/shell.ts';
import { strings } from '../../strings.ts';

/** What a reader of lists has in common with `Loaded`. */
type Readable = Pick<Loaded<unknown>, 'fault' | 'readAt' | 'refresh'>;

interface LoadProps {
  readonly loaded: Readable;
  readonly rows?: number;
  /** Of each row that stands in, in CSS pixels: about what comes, so that little moves. */
  readonly height?: number;
}

/** Nothing where all is well; the rows themselves are the page's own. */
export function LoadState({ loaded, rows = 3, height }: LoadProps) {
  const fault = loaded.fault.value;
  const readAt = loaded.readAt.value;
  const action = { label: strings.retry, run: () => void loaded.refresh() };
  if (fault && readAt === undefined) {
    return (
      <Notice tone="bad" title={fault.title} action={action}>
        <p>
          {fault.detail} {fault.hint}
        </p>
      </Notice>
    );
  }
  if (fault && readAt !== undefined) {
    const at = formatTime(new Date(readAt).toISOString());
    return (
      <Notice tone="warn" title={shellStrings.readAt(at)} action={action}>
        <p>{fault.detail}</p>
      </Notice>
    );
  }
  if (readAt !== undefined) return null;
  return (
    <div class="rows-waiting" role="status" aria-label={strings.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={height === undefined ? undefined : { height: `${height}px` }} />
      ))}
    </div>
  );
}
