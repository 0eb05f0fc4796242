/** Folds a list that only grows, each member once: a thousand steps must not be folded anew with each event. */

/** Gives what `fold` makes of the whole list. Anything but a longer list of the same beginning is folded from the start. */
export function growingFold<E, V>(empty: V, fold: (view: V, event: E) => V): (events: readonly E[]) => V {
  let folded = 0;
  let first: E | undefined;
  let last: E | undefined;
  let view = empty;
  return events => {
    const isLonger = events.length >= folded && (folded === 0 || (events[0] === first && events[folded - 1] === last));
    view = (isLonger ? events.slice(folded) : events).reduce(fold, isLonger ? view : empty);
    folded = events.length;
    first = events[0];
    last = events.at(-1);
    return view;
  };
}
