/** The hosts that the browser asked for, and what became of each: what was not agreed to is marked. */

import type { HostView } from '../../state/host-view.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';
import { Badge } from '../badge.tsx';

const outcomes = {
  reached: { tone: 'good', word: runWords.reached },
  unreachable: { tone: 'warn', word: runWords.unreachable },
  refused: { tone: 'bad', word: runWords.refusedHost },
} as const;

export function RunHosts({ hosts }: { readonly hosts: readonly HostView[] }) {
  if (hosts.length === 0) return <p class="quiet">{runWords.noHostsYet}</p>;
  return (
    <>
      <p class="quiet">{runWords.hostsHint}</p>
      <ul class="hosts" data-testid="hosts">
        {hosts.map(({ host, outcome, consented, why }) => (
          <li key={host} class="host">
            <span class="mono host-name">{visible(host)}</span>
            <Badge tone={outcomes[outcome].tone}>{outcomes[outcome].word}</Badge>
            <span class="quiet host-note">
              {consented ? runWords.onSite : runWords.offSite}
              {why !== undefined && `: ${visible(why)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
