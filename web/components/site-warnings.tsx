/** What is to be wary of in a site's name: letters that only look like others. Nothing for an ordinary one. */

import { nameOfSite } from '../../lib/domain/look-alike.ts';
import { strings } from '../strings.ts';

export function SiteWarnings({ site }: { site: string }) {
  const { ascii, unicode, warnings } = nameOfSite(site);
  if (warnings.length === 0 && unicode === ascii) return null;
  return (
    <div class={warnings.length > 0 ? 'site-note site-warning' : 'site-note'} data-testid="site-warning">
      {unicode !== ascii && <p>{strings.shownElsewhere(unicode)}</p>}
      {warnings.map(warning => (
        <p key={warning}>
          <strong>{strings.careful}</strong> {warning}
        </p>
      ))}
    </div>
  );
}
