/** The document and the shadow roots in it, as far as they are known. Runs in the page; changes nothing. */

export type Root = Document | ShadowRoot;

/** In page order, at most 400. `cut` where the time was over before the page was. */
export function rootsIn(end: number): { roots: Root[]; cut: boolean } {
  const roots: Root[] = [document];
  // Of HTML's own elements only these and a few more may have a root; leaving the common others out halves the time.
  const mayHost =
    '*:not(a, area, b, br, button, dd, dl, dt, em, form, i, img, input, label, li, link, meta, ol, option, path, script, select, small, strong, style, svg, table, tbody, td, textarea, th, thead, tr, ul, use)';
  for (let at = 0; at < roots.length; at += 1) {
    let count = 0;
    for (const element of roots[at]?.querySelectorAll(mayHost) ?? []) {
      count += 1;
      if (count % 512 === 0 && performance.now() > end) return { roots, cut: true };
      const root = errand.shadowOf(element);
      if (root !== undefined && roots.length < 400) roots.push(root);
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
  for (const root of errand.rootsIn(performance.now() + 200).roots)
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
