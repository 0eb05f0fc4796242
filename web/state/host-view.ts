/** The hosts that a run's browser has asked for, each with what became of it last. Pure. */

import type { EventOf } from '../../lib/domain/events.ts';

export type HostView = EventOf<'hosts.contacted'>['data']['hosts'][number];

/** In the order in which they were first asked for. A later telling of the same host replaces the earlier. */
export function addHosts(known: readonly HostView[], told: readonly HostView[]): readonly HostView[] {
  const byName = new Map(known.map(host => [host.host, host]));
  for (const host of told) byName.set(host.host, host);
  return [...byName.values()];
}
