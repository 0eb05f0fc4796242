/** Refs: a short name for an element that holds while element, role and name stay. Runs in the page; writes nothing into it. */

/** What must stay for the ref to stay. */
export function keyOf(element: Element): string {
  return `${errand.roleOf(element)}|${errand.accessibleName(element)}`;
}

export function refOf(element: Element, key: string): string {
  const { memory } = errand;
  const known = memory.refs.get(element);
  if (known?.key === key) return known.ref;
  const ref = `${memory.prefix}e${memory.nextRef}`;
  memory.nextRef += 1;
  memory.refs.set(element, { ref, key });
  memory.elements.set(ref, new WeakRef(element));
  return ref;
}

/** The element, or what is the matter with the ref. */
export function findElement(ref: string): Element | 'unknown' | 'gone' | 'changed' {
  const { memory } = errand;
  const held = memory.elements.get(ref);
  if (held === undefined) return 'unknown';
  const element = held.deref();
  if (element === undefined || !element.isConnected) return 'gone';
  return memory.refs.get(element)?.ref === ref ? element : 'changed';
}
