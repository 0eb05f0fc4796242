/** Elements that are read their own way: headings, tables, frames, pictures, labels, canvas. Runs in the page. */

import type { Trip } from './trip.ts';

/** True where the element was read here, with all that is in it. */
export function visitSpecial(
  trip: Trip,
  element: Element,
  { role, indent }: { role: string; indent: number },
): boolean {
  const { lines } = trip;
  const inView = (): boolean => errand.isVisibleIn(element, trip.clip);
  if (role === 'heading') {
    errand.flushText(trip);
    // A number and nothing else: the level stands in the observation without quotes.
    const level =
      /^[1-9]$/.exec(element.getAttribute('aria-level') ?? '')?.[0] ?? /^H([1-6])$/.exec(element.tagName)?.[1] ?? '2';
    const text = `heading ${level} ${JSON.stringify(errand.textOf(element, 160))}`;
    if (!text.endsWith('""')) lines.push({ kind: 'heading', indent, rank: inView() ? 0 : 2, text });
    if (errand.isInteractive(element, 'generic')) errand.pushControl(trip, element, indent + 1);
    for (const inner of element.querySelectorAll('a[href], button, [role=button], input, select, [onclick]'))
      if (errand.isShown(inner)) errand.pushControl(trip, inner, indent + 1);
    return true;
  }
  if (element instanceof HTMLTableElement || /^(table|grid|treegrid)$/.test(role)) {
    const rows = errand.tableLines(trip, element, indent);
    if (rows === undefined) return false;
    errand.flushText(trip);
    lines.push(...rows);
    return true;
  }
  if (element.tagName === 'IFRAME' || element.tagName === 'FRAME') {
    errand.flushText(trip);
    const name = errand.accessibleName(element);
    const frameRef = errand.refOf(element, `iframe|${name}`);
    lines.push({ kind: 'open', indent, rank: inView() ? 0 : 2, text: `iframe ${JSON.stringify(name)}:`, frameRef });
    return true;
  }
  if (element instanceof HTMLCanvasElement) {
    errand.flushText(trip);
    errand.pushControl(trip, element, indent);
    for (const inner of element.querySelectorAll('a[href], button, input, [tabindex]'))
      errand.pushControl(trip, inner, indent + 1);
    return true;
  }
  if (element instanceof HTMLLabelElement && element.control !== null && !errand.isInteractive(element, role)) {
    // Its text is its control's name already; what else it holds is still there to be used.
    errand.flushText(trip);
    for (const inner of element.querySelectorAll('a[href], button, input, select, textarea, [role=button]'))
      if (errand.isShown(inner)) errand.pushControl(trip, inner, indent);
    return true;
  }
  // Read with the picture that uses them; without one they are nowhere.
  if (element instanceof HTMLAreaElement) return true;
  if (/^(PROGRESS|METER)$/.test(element.tagName)) {
    errand.flushText(trip);
    lines.push({ kind: 'text', indent, rank: inView() ? 1 : 4, text: errand.gaugeOf(element) });
    return true;
  }
  if (element instanceof HTMLImageElement || element.tagName === 'svg' || role === 'img') {
    if (errand.isInteractive(element, role)) return false;
    const used =
      element.tagName === 'svg' &&
      [...element.querySelectorAll('a, [role], [tabindex], [onclick], *')]
        .slice(0, 300)
        .some(inner => errand.isInteractive(inner, errand.roleOf(inner)));
    if (used) {
      for (const inner of element.querySelectorAll('*'))
        if (errand.isInteractive(inner, errand.roleOf(inner))) errand.pushControl(trip, inner, indent);
      return true;
    }
    errand.visitPicture(trip, element, indent);
    return true;
  }
  return false;
}

/** `Stock: 0.6 of 1`: what a gauge shows as a length. */
export function gaugeOf(gauge: Element): string {
  const name = errand.accessibleName(gauge);
  const said = name === '' || name === errand.textOf(gauge, 120) ? '' : `${name}: `;
  if (gauge instanceof HTMLMeterElement) return `${said}${gauge.value} of ${gauge.max}`;
  if (!(gauge instanceof HTMLProgressElement) || gauge.position < 0) return `${said}under way`;
  return `${said}${Math.round(gauge.position * 100)} %`;
}

export function visitPicture(trip: Trip, element: Element, indent: number): void {
  const said =
    element.tagName === 'svg'
      ? element.getAttribute('aria-label') || errand.textOf(element, 120)
      : errand.accessibleName(element);
  const isDrawn = element.getBoundingClientRect().width >= 8;
  if (said !== '' && isDrawn && element.closest('a, button') === null) {
    errand.flushText(trip);
    const rank = errand.isVisibleIn(element, trip.clip) ? 1 : 4;
    trip.lines.push({ kind: 'picture', indent, rank, text: `img ${JSON.stringify(said)}` });
  }
  if (!(element instanceof HTMLImageElement) || element.useMap === '') return;
  const map = document.querySelector(`map[name="${CSS.escape(element.useMap.slice(1))}"]`);
  for (const area of map?.querySelectorAll('area[href]') ?? []) errand.pushControl(trip, area, indent + 1);
}

/** How much of the view is picture, canvas or video: what text cannot tell. By at most 96 points, spread first and dense later. */
export function picturedShare(): number {
  // Hit-testing a page of a million nodes takes 20 ms a point.
  const end = performance.now() + 30;
  let asked = 0;
  let pictured = 0;
  for (let point = 0; point < 96 && performance.now() < end; point += 1) {
    const place = (point * 37) % 96;
    const x = (((place % 12) + 0.5) * innerWidth) / 12;
    const y = ((Math.floor(place / 12) + 0.5) * innerHeight) / 8;
    const hit = document.elementFromPoint(x, y);
    asked += 1;
    if (hit !== null && /^(IMG|CANVAS|VIDEO|OBJECT|EMBED|svg|path|rect|circle|g|image)$/.test(hit.tagName))
      pictured += 1;
  }
  return asked === 0 ? 0 : Math.round((pictured / asked) * 100) / 100;
}
