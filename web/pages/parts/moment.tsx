/** A moment, short, with the whole of it for those who point at it. */

import { formatMoment, formatShort } from '../../state/dates.ts';
import { now } from '../../state/now.ts';

export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={formatMoment(at)} class="figures">
      {formatShort(at, now.value)}
    </time>
  );
}
