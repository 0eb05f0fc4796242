/** The document and the shadow roots in it, as far as they are known. Runs in the page; changes nothing. */

export type Root = Document | ShadowRoot;

/**
 * At most 400; `cut` where there may be more. In a large document the hosts are looked for only among custom elements and empty
 * ones, at most `most` of them: touching an element costs about 1 µs.
 */
export function rootsIn(most: number, element?: Element): { roots: Root[]; cut: boolean } {
  // The element's own are known whatever happens.
  const roots: Root[] = [document];
  for (let root = element?.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) roots.push(root);
  const known = new Set<Root>(roots);
  let left = most;
  const visit = (one: Node): void => {
    left -= 1;
    const inner = one instanceof Element ? errand.shadowOf(one) : undefined;
    if (inner === undefined || known.has(inner)) return;
    known.add(inner);
    roots.push(inner);
  };
  // Of HTML's own elements these cannot have a root, and they are most of a page.
  const mayHost =
    ':not(a, area, b, br, button, dd, dl, dt, em, form, i, img, input, label, li, link, meta, ol, option, path, script, select, small, strong, style, svg, table, tbody, td, textarea, th, thead, tr, ul, use)';
  const isLarge = document.getElementsByTagName('*').length > 4_000;
  for (let at = 0; at < roots.length && roots.length < 400; at += 1) {
    const root = roots[at] ?? document;
    const isPicked = isLarge && root === document;
    for (const one of root.querySelectorAll(isPicked ? `:empty${mayHost}` : mayHost)) {
      if (left <= 0) return { roots, cut: true };
      visit(one);
    }
    if (!isPicked) continue;
    const custom = document.evaluate(
      '//*[contains(name(), "-")]',
      document,
      null,
      XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    );
    for (let one = 0; one < custom.snapshotLength; one += 1) {
      if (left <= 0) return { roots, cut: true };
      visit(custom.snapshotItem(one) ?? document);
    }
  }
  return { roots, cut: roots.length >= 400 };
}

/** The root that these hosts lead to, or undefined where one of them is not there or not alone. */
export function rootAt(hosts: readonly string[]): Root | undefined {
  let root: Root = document;
  for (const host of hosts) {
    const found: Element[] = [...root.querySelectorAll(host)];
    const [only] = found;
    const inner: ShadowRoot | undefined = only === undefined || found.length > 1 ? undefined : errand.shadowOf(only);
    if (inner === undefined) return undefined;
    root = inner;
  }
  return root;
}

/** Notes what may hide a closed root, for the browser to be asked about it. */
export function noteHosts(): number {
  const { memory } = errand;
  memory.hosts = [];
  for (const root of errand.rootsIn(100_000).roots)
    for (const element of [...root.querySelectorAll('*')].slice(0, 20_000)) errand.noteHost(element);
  return memory.hosts.length;
}

export interface FramePlace {
  readonly name?: string;
  readonly title?: string;
  readonly src?: string;
  readonly index: number;
}

/** What a frame's element is called and which one it is. Its address is told without query and fragment: they may hold secrets. */
export function framePlace(frame: Element): FramePlace {
  const frames = errand
    .rootsIn(performance.now() + 50)
    .roots.flatMap(root => [...root.querySelectorAll('iframe, frame')]);
  const said = (attribute: string): string => (frame.getAttribute(attribute) ?? '').replace(/\s+/g, ' ').trim();
  const name = said('name');
  const title = said('title') || said('aria-label');
  const given = frame.getAttribute('src') ?? '';
  let src = '';
  if (given !== '' && URL.canParse(given, document.baseURI)) {
    const { protocol, origin, pathname } = new URL(given, document.baseURI);
    if (/^https?:$/.test(protocol)) src = origin === location.origin ? pathname : `${origin}${pathname}`;
  }
  return {
    ...(name !== '' && name.length <= 120 && errand.isLasting(name) ? { name } : {}),
    ...(title === '' ? {} : { title: title.slice(0, 120).toWellFormed() }),
    ...(src === '' ? {} : { src: src.slice(0, 200) }),
    index: Math.max(0, frames.indexOf(frame)),
  };
}
