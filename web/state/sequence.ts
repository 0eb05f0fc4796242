/** Keeps one stream's events in order: drops what was seen, keeps what follows, says where something is missing. */

interface Numbered {
  readonly seq: number;
}

export interface Admitted<E extends Numbered> {
  readonly events: readonly E[];
  /** True where an event came whose predecessor did not: the events after the last one must be fetched. */
  readonly gap: boolean;
}

export const lastSeq = (events: readonly Numbered[]): number => events.at(-1)?.seq ?? 0;

/** Numbers start at 1 without a gap, so only an event that follows the last one directly is taken. */
export function admit<E extends Numbered>(known: readonly E[], arrived: readonly E[]): Admitted<E> {
  const fresh = arrived.filter(event => event.seq > lastSeq(known)).toSorted((a, b) => a.seq - b.seq);
  const events = [...known];
  for (const event of fresh) {
    const last = lastSeq(events);
    if (event.seq === last + 1) events.push(event);
    else if (event.seq > last) return { events, gap: true };
  }
  return { events: events.length === known.length ? known : events, gap: false };
}
