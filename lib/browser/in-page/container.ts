/** What holds other things: landmarks, lists, scrollable boxes. Opens a line where it says something about what follows. Runs in the page. */

import type { Trip } from './trip.ts';

interface At {
  readonly role: string;
  readonly indent: number;
}

export function visitContainer(trip: Trip, element: Element, { role, indent }: At): void {
  const style = getComputedStyle(element);
  const opening = errand.openingOf(trip, element, role);
  const isBlock = opening !== undefined || !/^(inline|contents)/.test(style.display);
  // A box in a line is a word of its own.
  const edge = isBlock || /^(inline|contents)$/.test(style.display) ? '' : ' ';
  const [first, last] = errand.generatedBy(element);
  const outer = trip.clip;
  if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
    if (element !== document.body) trip.clip = errand.clipTo(element, outer);
  }
  if (isBlock) errand.flushText(trip);
  const at = trip.lines.length;
  const inner = opening === undefined ? indent : indent + 1;
  trip.text += edge + first;
  for (const child of errand.shownChildrenOf(element)) errand.visitNode(trip, child, inner);
  trip.text += last + edge;
  if (isBlock) errand.flushText(trip);
  if (opening !== undefined && trip.lines.length > at)
    trip.lines.splice(at, 0, { kind: 'open', indent, rank: 0, text: opening.text, refs: opening.refs });
  trip.clip = outer;
}

/** The line that opens a container, or undefined where it is nothing to a person. A box that scrolls gets a ref to scroll it by. */
export function openingOf(
  trip: Trip,
  element: Element,
  role: string,
): { text: string; refs: readonly string[] } | undefined {
  const isNamed =
    /^(navigation|dialog|alertdialog|form|group|radiogroup|region|banner|contentinfo|complementary|search|menu|menubar|tablist|toolbar|listbox|tree|grid|treegrid|alert|status|main)$/.test(
      role,
    );
  const isBox = element !== document.body && element !== document.scrollingElement && errand.isScrollBox(element);
  const isHovering = errand.memory.hovering.has(element);
  if (!isNamed && !isBox && !isHovering) return undefined;
  const name = /^(main|banner|contentinfo)$/.test(role)
    ? ''
    : (element.getAttribute('aria-label') ??
      (element.hasAttribute('aria-labelledby') || element.tagName === 'FIELDSET'
        ? errand.accessibleName(element)
        : ''));
  const label = name === '' ? '' : ` ${JSON.stringify(name.length > 120 ? `${name.slice(0, 119)}…` : name)}`;
  if (!isBox && !isHovering) return { text: `${role}${label}:`, refs: [] };
  const ref = errand.refOf(element, `box|${name}`);
  trip.targets.push({ ref, role: 'box', name });
  if (!isBox) return { text: `[${ref}] ${isNamed ? role : 'box'}${label} (more under the pointer):`, refs: [ref] };
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
  // From right to left the way across is counted downwards from 0.
  const across =
    scrollWidth > clientWidth + 20
      ? `, across ${Math.round(Math.abs(scrollLeft))} of ${scrollWidth - clientWidth}`
      : '';
  const down = scrollHeight > clientHeight + 20 ? `${Math.round(scrollTop)} of ${scrollHeight - clientHeight}` : '0';
  return { text: `[${ref}] ${isNamed ? role : 'box'}${label} scrolls ${down}${across} px:`, refs: [ref] };
}

/** A box with more in it than it shows, that a person can scroll. */
export function isScrollBox(element: Element): boolean {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
  if (clientHeight < 40 || clientWidth < 40) return false;
  const isTall = scrollHeight > clientHeight + 20;
  const isWide = scrollWidth > clientWidth + 20;
  if (!isTall && !isWide) return false;
  const { overflowX, overflowY } = getComputedStyle(element);
  return (isTall && /auto|scroll/.test(overflowY)) || (isWide && /auto|scroll/.test(overflowX));
}

/** Elements that may hide a closed shadow root, each asked once: the browser must be asked, for the page's own script cannot see it. */
export function noteHost(element: Element): void {
  const { memory } = errand;
  if (memory.asked.has(element) || errand.shadowOf(element) !== undefined) return;
  const isCustom = element.tagName.includes('-');
  const isEmpty =
    element.childNodes.length === 0 &&
    /^(DIV|SPAN|SECTION|ARTICLE|ASIDE|MAIN|NAV|P|HEADER|FOOTER)$/.test(element.tagName);
  if (!isCustom && !isEmpty) return;
  if (isEmpty) {
    const { width, height } = element.getBoundingClientRect();
    if (width < 20 || height < 12) return;
  }
  memory.asked.add(element);
  memory.hosts.push(element);
}
