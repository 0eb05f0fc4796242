/** Feels whether a document changes: armed before an act, asked after it. Runs in the page; writes nothing into it. */

export interface Pulse {
  changes: number;
  /** Those of them that are new things to see, and not only a field's own. */
  sights: number;
  /** Those that are no clock and no animation. */
  steady: number;
  /** How often a field took something. */
  inputs: number;
  /** When a field last did. */
  lastInput: number;
  /** When the last one was. */
  last: number;
  /** Called at each change. */
  wake: () => void;
  /** What fields held when it began. */
  readonly fields: Map<Element, string>;
  stop: () => void;
}

/** Starts counting anew. Shadow roots are felt as far as they are known. */
export function startPulse(): void {
  const { memory } = errand;
  memory.pulse?.stop();
  /** What changes oftener than this is a clock or an animation, and nobody waits for its end. */
  const restless = 20;
  const times = new WeakMap<Node, number>();
  const pulse: Pulse = {
    changes: 0,
    sights: 0,
    steady: 0,
    inputs: 0,
    lastInput: 0,
    last: performance.now(),
    wake: () => {},
    fields: new Map(),
    stop: () => {},
  };
  const note = (): void => {
    pulse.changes += 1;
    pulse.steady += 1;
    pulse.last = performance.now();
    pulse.wake();
  };
  const noteEvent = ({ type }: Event): void => {
    note();
    if (type !== 'input') return;
    pulse.inputs += 1;
    pulse.lastInput = pulse.last;
  };
  const isRestless = ({ target, attributeName }: MutationRecord): boolean => {
    const count = (times.get(target) ?? 0) + 1;
    times.set(target, count);
    return attributeName === 'style' || count > restless;
  };
  /** Frameworks mark the field that is typed in, and what is around it. */
  const isSight = ({ type, target }: MutationRecord): boolean =>
    type !== 'attributes' || !target.contains(document.activeElement);
  const observer = new MutationObserver(records => {
    if (records.some(isSight)) pulse.sights += 1;
    // It counts as a change all the same.
    if (records.filter(record => !isRestless(record)).length > 0) note();
    else {
      pulse.changes += 1;
      pulse.wake();
    }
  });
  const roots = new Set<Node>(errand.rootsIn(performance.now() + 5).roots);
  for (const held of memory.elements.values()) {
    const element = held.deref();
    const root = element?.getRootNode();
    if (root instanceof ShadowRoot) roots.add(root);
    // What a script puts into a field makes no mark in the tree.
    if (pulse.fields.size < 500 && (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
      pulse.fields.set(element, `${element.value}|${element instanceof HTMLInputElement && element.checked}`);
  }
  const heard = ['input', 'change', 'toggle'];
  for (const root of roots) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const type of heard) root.addEventListener(type, noteEvent, { capture: true });
  }
  pulse.stop = () => {
    observer.disconnect();
    for (const root of roots) for (const type of heard) root.removeEventListener(type, noteEvent, { capture: true });
  };
  memory.pulse = pulse;
}

export interface Calm {
  /** Without a change for so long it is at rest. */
  readonly quietMs: number;
  /** For one asking; a clock on the page never rests. */
  readonly maxMs: number;
  /** How long a first change is waited for, where there was none. */
  readonly lateMs: number;
  /** What counts as the first: any change, or only something new to see. */
  readonly awaited: 'changes' | 'sights';
}

export interface Felt {
  readonly changes: number;
  readonly sights: number;
  readonly isQuiet: boolean;
}

/** Resolves when the document rests, or when the time is over, with what has changed since `startPulse`. */
export function untilQuiet({ quietMs, maxMs, lateMs, awaited }: Calm): Promise<Felt> {
  const { pulse } = errand.memory;
  const start = performance.now();
  return new Promise(resolve => {
    let timer: ReturnType<typeof setTimeout>;
    const end = (isQuiet: boolean): void => {
      for (const [field, before] of pulse?.fields ?? []) {
        const input = field as HTMLInputElement;
        if (pulse !== undefined && before !== `${input.value}|${input.checked === true}`) pulse.changes += 1;
      }
      if (pulse !== undefined) pulse.wake = () => {};
      if (pulse !== undefined && pulse.changes > 0) pulse.fields.clear();
      resolve({ changes: pulse?.changes ?? 0, sights: pulse?.sights ?? 0, isQuiet });
    };
    const look = (): void => {
      const now = performance.now();
      const rest = Math.max(start, pulse?.last ?? start) + quietMs - now;
      const late = pulse !== undefined && pulse[awaited] === 0 ? start + lateMs - now : 0;
      if (Math.max(rest, late) <= 0 || now - start >= maxMs + lateMs) end(rest <= 0);
      else timer = setTimeout(look, Math.max(rest, late));
    };
    // The first change ends the waiting for it; then only rest is waited for.
    if (pulse !== undefined && lateMs > 0)
      pulse.wake = () => {
        clearTimeout(timer);
        timer = setTimeout(look, quietMs);
      };
    timer = setTimeout(look, quietMs);
  });
}
