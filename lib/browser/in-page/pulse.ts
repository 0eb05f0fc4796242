/** Feels whether a document changes: armed before an act, asked after it. Runs in the page; writes nothing into it. */

/** Starts counting anew. Open shadow roots are felt where an earlier walk found controls in them. */
export function startPulse(): void {
  const { memory } = errand;
  memory.pulse?.stop();
  const pulse = { changes: 0, last: performance.now(), stop: () => {} };
  const note = (): void => {
    pulse.changes += 1;
    pulse.last = performance.now();
  };
  const observer = new MutationObserver(records => {
    // An animation that writes styles never rests: it counts as a change, but nobody waits for its end.
    if (records.every(record => record.attributeName === 'style')) pulse.changes += 1;
    else note();
  });
  const roots = new Set<Node>([document]);
  for (const held of memory.elements.values()) {
    const root = held.deref()?.getRootNode();
    if (root instanceof ShadowRoot) roots.add(root);
  }
  for (const root of roots) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const type of ['input', 'change']) root.addEventListener(type, note, { capture: true });
  }
  pulse.stop = () => {
    observer.disconnect();
    for (const root of roots)
      for (const type of ['input', 'change']) root.removeEventListener(type, note, { capture: true });
  };
  memory.pulse = pulse;
}

/** Resolves when nothing has changed for `quietMs`, or after `maxMs`, with the number of changes since `startPulse`. */
export function untilQuiet(quietMs: number, maxMs: number): Promise<number> {
  const { pulse } = errand.memory;
  const start = performance.now();
  return new Promise(resolve => {
    const look = (): void => {
      const now = performance.now();
      const rest = Math.max(start, pulse?.last ?? start) + quietMs - now;
      if (rest <= 0 || now - start >= maxMs) resolve(pulse?.changes ?? 0);
      else setTimeout(look, rest);
    };
    setTimeout(look, quietMs);
  });
}
