/** The bounded walk over what a person could see, in reading order, into lines. Slots and shadow roots included; writes nothing. */

import type { Trip } from './trip.ts';
import type { Walk } from './walked.ts';

export interface WalkOptions {
  readonly nextRef: number;
  /** `f2` for the second child frame; empty in the main frame. */
  readonly prefix: string;
  readonly maxNodes: number;
  readonly maxMs: number;
}

export function walk({ nextRef, prefix, maxNodes, maxMs }: WalkOptions): Walk {
  const { memory } = errand;
  memory.nextRef = Math.max(memory.nextRef, nextRef);
  memory.prefix = prefix;
  memory.hosts = [];
  const trip = errand.newTrip(maxMs, maxNodes);
  errand.noteHovering();
  errand.noteDrawn();
  const start = document.body ?? document.documentElement;
  if (start !== null) errand.visitNode(trip, start, 0);
  errand.flushText(trip);
  const scroller = document.scrollingElement ?? document.documentElement;
  return {
    lines: trip.lines,
    targets: trip.targets,
    nextRef: memory.nextRef,
    cut: trip.cut,
    scroll: { y: Math.round(scroller?.scrollTop ?? 0), height: scroller?.scrollHeight ?? 0, view: innerHeight },
    title: document.title,
    pictured: errand.picturedShare(),
    document: performance.timeOrigin,
    hosts: memory.hosts.length,
  };
}

/** One node: text runs on, a control becomes a line, a container opens one, the rest is passed through. */
export function visitNode(trip: Trip, node: Node, indent: number): void {
  trip.nodes += 1;
  if (trip.cut || trip.nodes > trip.maxNodes || (trip.nodes % 64 === 0 && performance.now() > trip.end)) {
    trip.cut = true;
    return;
  }
  if (node.nodeType === Node.TEXT_NODE) {
    const words = node.textContent ?? '';
    const parent = errand.parentOf(node);
    const isSaid = parent !== undefined && (words.trim() === '' || errand.showsWords(parent));
    if (!isSaid) return;
    if (trip.text === '') {
      trip.textInView = errand.isVisibleIn(parent, trip.clip);
      trip.textIndent = indent;
    }
    trip.text += words;
    return;
  }
  if (
    !(node instanceof Element) ||
    /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|META|LINK|OPTION|OPTGROUP|DATALIST)$/.test(node.tagName)
  )
    return;
  if (node.tagName === 'BR') trip.text += ' ';
  const isClobbered = errand.isClobbered(node);
  if (!isClobbered) errand.noteHost(node);
  if (isClobbered || !errand.isShown(node)) {
    if (errand.mayShowInsides(node)) for (const child of errand.childrenOf(node)) errand.visitNode(trip, child, indent);
    return;
  }
  const role = errand.roleOf(node);
  if (errand.visitSpecial(trip, node, { role, indent })) return;
  if (errand.isInteractive(node, role)) {
    if (errand.isSkipLink(node)) return;
    errand.flushText(trip);
    errand.pushControl(trip, node, indent);
    const outer = trip.clip;
    if (errand.isScrollBox(node)) trip.clip = errand.clipTo(node, outer);
    errand.visitInside(trip, node, { role, indent });
    trip.clip = outer;
    return;
  }
  errand.visitContainer(trip, node, { role, indent });
}

/** What is not shown itself may hold what is: slots, `display: contents`, and parts that are visible again in a hidden one. */
export function mayShowInsides(element: Element): boolean {
  if (element instanceof HTMLSlotElement || errand.isClobbered(element)) return true;
  if (element.childNodes.length === 0) return false;
  if (getComputedStyle(element).display === 'contents') return true;
  return element.checkVisibility() && !element.checkVisibility({ visibilityProperty: true });
}

/** A link past the menu shows only to who comes to it by the keyboard; under something else it is in nobody's way and of no use. */
export function isSkipLink(element: Element): boolean {
  if (!(element instanceof HTMLAnchorElement) || !/^#./.test(element.getAttribute('href') ?? '')) return false;
  return /^(?:skip|jump) /i.test((element.textContent ?? '').trim()) && errand.coveredBy(element) !== undefined;
}

/** Of a control only what can itself be used: its words are its name already. A box that merely listens is read like any other. */
export function visitInside(trip: Trip, element: Element, { role, indent }: { role: string; indent: number }): void {
  if (element instanceof HTMLSelectElement || element instanceof HTMLInputElement) return;
  const isBox =
    !/^(link|button|textbox|searchbox|combobox|checkbox|radio|switch|slider|spinbutton|file|date|time|listbox|treeitem|option|gridcell|row|menuitem|tab)/.test(
      role,
    );
  const holdsMore = (): boolean =>
    element.querySelector(
      'a[href], button, input, select, textarea, [draggable=true], [onclick], [tabindex], h1, h2, h3, h4, p',
    ) !== null ||
    (element.textContent ?? '').length > 100 ||
    [...element.querySelectorAll('*')].slice(0, 60).some(inner => errand.memory.listened.has(inner));
  if (isBox && holdsMore()) {
    for (const child of errand.childrenOf(element)) errand.visitNode(trip, child, indent + 1);
    errand.flushText(trip);
    return;
  }
  if (/^(listbox|treeitem|option|gridcell|row|menuitem|tab)$/.test(role)) {
    // These name themselves by what they hold: only controls inside, or a nested list, say something new.
    const nested = element.querySelector(
      'a[href], button, input, select, textarea, [role=option], [role=treeitem], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=button], [tabindex]',
    );
    if (nested === null) return;
    const before = trip.lines.length;
    for (const child of errand.childrenOf(element)) errand.visitNode(trip, child, indent + 1);
    errand.flushText(trip);
    // The words were said in the name.
    const kept = trip.lines.splice(before).filter(line => line.kind !== 'text');
    trip.lines.push(...kept);
    return;
  }
  for (const inner of element.querySelectorAll('a[href], button, input, select, textarea, [role=button], [onclick]'))
    if (errand.isShown(inner) && !(inner instanceof HTMLInputElement && inner.type === 'hidden'))
      errand.pushControl(trip, inner, indent + 1);
}
