/** Refs: a short name for an element that holds while element, role and name stay. Runs in the page; writes nothing into it. */

/** What must stay for the ref to stay. */
export function keyOf(element: Element): string {
  return `${errand.roleOf(element)}|${errand.accessibleName(element)}`;
}

export function refOf(element: Element, key: string): string {
  const { memory } = errand;
  const known = memory.refs.get(element);
  if (known?.key === key) return known.ref;
  const ref = errand.lostRef(key) ?? `${memory.prefix}e${memory.nextRef}`;
  if (ref === `${memory.prefix}e${memory.nextRef}`) memory.nextRef += 1;
  const given = memory.given.get(key) ?? new Set();
  memory.given.set(key, given.add(ref));
  memory.refs.set(element, { ref, key });
  memory.elements.set(ref, new WeakRef(element));
  return ref;
}

/**
 * The ref of an element that left, for the one drawn in its place: frameworks redraw whole lists. Only where the key names
 * exactly one ref, so that of ten "Delete" buttons none can inherit its neighbour's.
 */
export function lostRef(key: string): string | undefined {
  const { memory } = errand;
  const [ref, ...others] = memory.given.get(key) ?? [];
  if (ref === undefined || others.length > 0) return undefined;
  return memory.elements.get(ref)?.deref()?.isConnected === true ? undefined : ref;
}

/** The element, or what is the matter with the ref. One whose role or name changed since it was seen is another. */
export function findElement(ref: string): Element | 'unknown' | 'gone' | 'changed' {
  const { memory } = errand;
  const held = memory.elements.get(ref);
  if (held === undefined) return 'unknown';
  const element = held.deref();
  if (element === undefined || !element.isConnected) return 'gone';
  const known = memory.refs.get(element);
  if (known?.ref !== ref) return 'changed';
  // Frames and boxes that scroll are known by other keys.
  return /^(iframe|box)\|/.test(known.key) || known.key === errand.keyOf(element) ? element : 'changed';
}

/** What is there now instead of a stale ref's element, in words for the model; empty where nothing is like it. */
export function insteadOf(ref: string): string {
  const { memory } = errand;
  const say = (element: Element): string => {
    const key = errand.keyOf(element);
    const [role = '', ...name] = key.split('|');
    return `[${errand.refOf(element, key)}] ${role} ${JSON.stringify(name.join('|'))}`;
  };
  const element = memory.elements.get(ref)?.deref();
  if (element?.isConnected === true && errand.isShown(element)) return `It is ${say(element)} now.`;
  const key = [...memory.given].find(([, refs]) => refs.has(ref))?.[0];
  if (key === undefined) return '';
  const like = errand.shownLike(key).slice(0, 3);
  if (like.length === 0) return '';
  return `The same role and name ${like.length === 1 ? 'has' : 'have'} ${like.map(say).join(', ')}.`;
}

/** The element, or what was drawn in its place since: the only one that is shown with its role and name. */
export function heirOf(element: Element): Element {
  const { memory } = errand;
  const known = memory.refs.get(element);
  if (element.isConnected || known === undefined || /^(iframe|box)\|/.test(known.key)) return element;
  const now = memory.elements.get(known.ref)?.deref();
  if (now?.isConnected === true) return now;
  if (memory.given.get(known.key)?.size !== 1) return element;
  const [heir, ...others] = errand.shownLike(known.key);
  if (heir === undefined || others.length > 0) return element;
  errand.refOf(heir, known.key);
  return heir;
}

/** Those that are shown with this role and name; looks at a bounded number. */
export function shownLike(key: string): readonly Element[] {
  const [role = ''] = key.split('|');
  return [...document.querySelectorAll(errand.roleSelector(role))]
    .slice(0, 2_000)
    .filter(one => errand.keyOf(one) === key && errand.isShown(one));
}
