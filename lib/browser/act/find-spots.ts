/** Looks for the points of an element that a pointer would really hit: it scrolls, waits for rest, and looks what lies on top. Runs in the page. */

import type { Point } from './point.ts';

export interface Aim {
  /** How long a moving, covered or disabled element is waited for. */
  readonly ms: number;
  /** From the element's top left, instead of a point of its own. */
  readonly offset?: Point | undefined;
  /** Brings the element there first, though it is in the view of its own frame. */
  readonly block?: 'center' | 'start' | 'end' | undefined;
}

export type Spots =
  | { kind: 'spots'; points: Point[]; opens?: 'list' | 'files' }
  | { kind: 'disabled' }
  | { kind: 'no-area' }
  | { kind: 'outside'; width: number; height: number }
  | { kind: 'covered'; by: string };

export async function findSpots(aimed: Element, { ms, offset, block }: Aim): Promise<Spots> {
  // A page that draws itself anew all the time would never hold still for a hand that came back for each.
  let node = errand.heirOf(aimed);
  const end = performance.now() + ms;
  // Frames stop in a tab that is not drawn.
  const frame = (): Promise<unknown> =>
    new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 50);
    });
  const isOff = (): boolean =>
    node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true' || node.closest('[inert]') !== null;
  while (isOff() && performance.now() < end) {
    await frame();
    node = errand.heirOf(node);
  }
  if (isOff()) return { kind: 'disabled' };

  const controls =
    'a[href], area, button, input, select, textarea, summary, label, [tabindex]:not([tabindex="-1"]), [contenteditable=true], ' +
    '[role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=option], [role=menuitem], [role=treeitem], [role=tab]';
  const field = (): Element | null => (node instanceof HTMLLabelElement ? node.control : node);
  const labels = (): Element[] => (node instanceof HTMLInputElement ? [...(node.labels ?? [])] : []);
  const isSubmit = (control: Element): boolean =>
    (control instanceof HTMLButtonElement || control instanceof HTMLInputElement) &&
    /^(submit|image)$/.test(control.type) &&
    control.form !== null;
  const isClipped = (x: number, y: number, until: Element): boolean => {
    for (let box = errand.parentOf(node); box !== undefined && box !== until; box = errand.parentOf(box)) {
      const { left, top, right, bottom } = box.getBoundingClientRect();
      if (getComputedStyle(box).overflow !== 'visible' && (x < left || x > right || y < top || y > bottom)) return true;
    }
    return false;
  };
  let cover: Element | undefined;
  /** 3 the element itself, 2 what it is in, 1 another control in it; 0 something else, or what sends a form in its place. */
  const worth = ({ x, y }: Point): number => {
    const hit = errand.hitAt(x, y);
    if (hit === undefined) return 0;
    const inside = [node, ...labels()].find(aim => errand.holds(aim, hit));
    if (inside !== undefined) {
      for (let at: Element | undefined = hit; at !== undefined && at !== inside; at = errand.parentOf(at)) {
        const isControl = at.matches(controls) || errand.memory.listened.has(at);
        if (!isControl || at === field() || (at instanceof HTMLLabelElement && at.control === field())) continue;
        if (isSubmit(at)) cover ??= at;
        return isSubmit(at) ? 0 : 1;
      }
      return 3;
    }
    if (errand.holds(hit, node) && hit !== document.documentElement && !isClipped(x, y, hit)) return 2;
    cover ??= hit;
    return 0;
  };

  const boxesOf = (aim: Element, depth: number): DOMRect[] => {
    const own = [...aim.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (own.length > 0 || depth > 4) return own.slice(0, 6);
    return errand
      .childrenOf(aim)
      .flatMap(child => (child instanceof Element ? boxesOf(child, depth + 1) : []))
      .slice(0, 6);
  };
  const shares = [
    [0.5, 0.5],
    [0.25, 0.25],
    [0.75, 0.75],
    [0.25, 0.75],
    [0.75, 0.25],
    [0.08, 0.5],
    [0.92, 0.5],
    [0.5, 0.12],
    [0.5, 0.88],
  ] as const;
  const spread = (box: { left: number; top: number; right: number; bottom: number }): Point[] => {
    const left = Math.max(box.left, 0);
    const top = Math.max(box.top, 0);
    const right = Math.min(box.right, innerWidth);
    const bottom = Math.min(box.bottom, innerHeight);
    if (right <= left || bottom <= top) return [];
    return shares.map(([across, down]) => ({ x: left + (right - left) * across, y: top + (bottom - top) * down }));
  };
  /** Of a label its words first: a link may stand in its middle. */
  const wordsOf = (label: Element): Point[] => {
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    const points: Point[] = [];
    for (let text = walker.nextNode(); text !== null && points.length < 12; text = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const { left, top, width, height } of [...range.getClientRects()].slice(0, 3))
        if (width > 0 && height > 0) points.push({ x: left + width / 2, y: top + height / 2 });
    }
    return points.filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  };
  const areaPoints = (area: HTMLAreaElement): Point[] => {
    const name = CSS.escape(area.closest('map')?.name ?? '');
    const image = document.querySelector(`img[usemap="#${name}"]`);
    if (image === null) return [];
    const { left, top, right, bottom } = image.getBoundingClientRect();
    const numbers = area.coords.split(',').map(Number);
    if (area.shape === 'default' || numbers.length < 3) return spread({ left, top, right, bottom });
    const [x = 0, y = 0, radius = 0] = numbers;
    if (area.shape === 'circle')
      return [
        { x: left + x, y: top + y },
        ...spread({
          left: left + x - radius,
          top: top + y - radius,
          right: left + x + radius,
          bottom: top + y + radius,
        }),
      ];
    const across = numbers.filter((_, index) => index % 2 === 0).map(value => left + value);
    const down = numbers.filter((_, index) => index % 2 === 1).map(value => top + value);
    return spread({
      left: Math.min(...across),
      top: Math.min(...down),
      right: Math.max(...across),
      bottom: Math.max(...down),
    });
  };
  const atOffset = ({ x, y }: Point): Point[] => {
    const { left, top } = node.getBoundingClientRect();
    const point = { x: left + x, y: top + y };
    const isInView = point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight;
    return isInView ? [point] : [];
  };
  let hasArea = false;
  const collect = (): Point[] => {
    cover = undefined;
    const points =
      offset !== undefined
        ? atOffset(offset)
        : node instanceof HTMLAreaElement
          ? areaPoints(node)
          : node instanceof HTMLLabelElement
            ? [...wordsOf(node), ...boxesOf(node, 0).flatMap(spread)]
            : [
                ...boxesOf(node, 0).flatMap(spread),
                ...labels().flatMap(label => [...wordsOf(label), ...boxesOf(label, 0).flatMap(spread)]),
              ];
    hasArea ||= points.length > 0;
    const judged = points.map(point => ({ point, worth: worth(point) }));
    return [3, 2, ...(offset === undefined ? [1] : [])].flatMap(least =>
      judged.filter(one => one.worth === least).map(one => one.point),
    );
  };

  const drawn = (): Element => (boxesOf(node, 0).length > 0 ? node : (labels()[0] ?? node));
  const isMostlySeen = (): boolean => {
    const { left, top, width, height } = drawn().getBoundingClientRect();
    const across = Math.min(left + width, innerWidth) - Math.max(left, 0);
    const down = Math.min(top + height, innerHeight) - Math.max(top, 0);
    return across >= Math.min(width, 200) && down >= Math.min(height, 120);
  };
  if (offset !== undefined) {
    const { width, height } = node.getBoundingClientRect();
    if (offset.x < 0 || offset.y < 0 || offset.x > width || offset.y > height)
      return { kind: 'outside', width: Math.round(width), height: Math.round(height) };
    if (atOffset(offset).length === 0) {
      node.scrollIntoView({ block: 'start', inline: 'start', behavior: 'instant' });
      const { left, top } = node.getBoundingClientRect();
      scrollBy({ left: left + offset.x - innerWidth / 2, top: top + offset.y - innerHeight / 2, behavior: 'instant' });
    }
  }
  const place = (): string => {
    const { left, top, width, height } = drawn().getBoundingClientRect();
    return `${left},${top},${width},${height}`;
  };
  // Sticky headers and footers lie at the edges: the middle of the view comes first.
  const moves = offset !== undefined ? [] : block === undefined ? (['center', 'end', 'start'] as const) : [block];
  let points = block === undefined && isMostlySeen() ? collect() : offset === undefined ? [] : collect();
  for (const to of moves) {
    if (points.length > 0) break;
    drawn().scrollIntoView({ block: to, inline: 'center', behavior: 'instant' });
    points = collect();
  }
  for (;;) {
    const before = place();
    await frame();
    node = errand.heirOf(node);
    const isStill = before === place();
    if (!node.isConnected || (points.length > 0 && isStill) || performance.now() >= end) break;
    points = collect();
  }
  if (points.length > 0) {
    const chosen = field();
    const opens =
      node instanceof HTMLSelectElement && !node.multiple && node.size < 2
        ? 'list'
        : chosen instanceof HTMLInputElement && chosen.type === 'file'
          ? 'files'
          : undefined;
    return { kind: 'spots', points: points.slice(0, 12), ...(opens === undefined ? {} : { opens }) };
  }
  if (!hasArea || cover === undefined) return { kind: 'no-area' };
  const named = cover as Element;
  const whole = isSubmit(named)
    ? named
    : (named.closest(
        'dialog, [role=dialog], [role=alertdialog], [aria-modal], aside, section, form, div[class], div[id]',
      ) ?? named);
  return {
    kind: 'covered',
    by: errand.textOf(whole, 60) || errand.accessibleName(named) || named.tagName.toLowerCase(),
  };
}
