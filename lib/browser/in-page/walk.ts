/** The bounded walk over what a person could see, in reading order, into lines. Shadow roots and slots included; writes nothing. */

import type { Line, PageTarget, Walk } from './in-page.ts';

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
  const end = performance.now() + maxMs;
  const lines: Line[] = [];
  const targets: PageTarget[] = [];
  let nodes = 0;
  let cut = false;
  let text = '';
  let textInView = false;
  let textIndent = 0;

  const flush = (): void => {
    const plain = text.replace(/\s+/g, ' ').trim();
    text = '';
    if (plain === '' || !/[\p{L}\p{N}]/u.test(plain)) return;
    const clipped = plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
    lines.push({ indent: textIndent, rank: textInView ? 1 : 3, text: JSON.stringify(clipped) });
  };

  const control = (element: Element): string | undefined => {
    const role = errand.roleOf(element);
    const shownRole = role === 'generic' || role === 'article' ? 'clickable' : role;
    const name = errand.accessibleName(element);
    const ref = errand.refOf(element, `${role}|${name}`);
    const field = element instanceof HTMLLabelElement ? element.control : element;
    const inputType = field instanceof HTMLInputElement || field instanceof HTMLButtonElement ? field.type : undefined;
    const form = (element as HTMLInputElement).form ?? null;
    const submits =
      form !== null &&
      (inputType === 'submit' ||
        inputType === 'image' ||
        (/^(textbox|searchbox|combobox|spinbutton|date)$/.test(role) && element.tagName === 'INPUT'));
    targets.push({
      ref,
      role: shownRole,
      name,
      ...(element instanceof HTMLAnchorElement && element.href !== '' ? { href: element.href } : {}),
      ...(inputType === undefined || inputType === '' ? {} : { inputType }),
      ...(submits ? { submits } : {}),
    });
    return errand.describeElement(element, { ref, role: shownRole, name, inView: errand.isInView(element) });
  };

  const container = (element: Element, role: string): string | undefined => {
    if (
      /^(navigation|dialog|alertdialog|form|group|radiogroup|region|banner|contentinfo|complementary|search|menu|menubar|tablist|toolbar|listbox|tree|grid|alert|status|main)$/.test(
        role,
      )
    ) {
      const name = /^(main|banner|contentinfo)$/.test(role)
        ? ''
        : (element.getAttribute('aria-label') ??
          (element.hasAttribute('aria-labelledby') || role === 'group' ? errand.accessibleName(element) : ''));
      return name === '' ? `${role}:` : `${role} ${JSON.stringify(name)}:`;
    }
    return undefined;
  };

  const visitChildren = (element: Element, indent: number): void => {
    const slotted = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
    for (const child of slotted.length > 0 ? slotted : (element.shadowRoot ?? element).childNodes) visit(child, indent);
  };

  const visit = (node: Node, indent: number): void => {
    nodes += 1;
    if (cut || nodes > maxNodes || (nodes % 64 === 0 && performance.now() > end)) {
      cut = true;
      return;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (text === '') {
        textInView = parent !== null && errand.isInView(parent);
        textIndent = indent;
      }
      text += node.textContent ?? '';
      return;
    }
    if (
      !(node instanceof Element) ||
      /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|META|LINK|OPTION|OPTGROUP|DATALIST)$/.test(node.tagName)
    )
      return;
    if (!errand.isShown(node)) {
      const isTransparent =
        node instanceof HTMLSlotElement ||
        (node.childNodes.length > 0 && getComputedStyle(node).display === 'contents');
      if (isTransparent) visitChildren(node, indent);
      return;
    }
    const role = errand.roleOf(node);
    if (role === 'heading') {
      flush();
      // A number and nothing else: the level stands in the observation without quotes.
      const level =
        /^[1-9]$/.exec(node.getAttribute('aria-level') ?? '')?.[0] ?? /^H([1-6])$/.exec(node.tagName)?.[1] ?? '2';
      const inner = node.querySelector('a[href], button, [role=button]');
      const name = errand.textOf(node, 160);
      if (name !== '')
        lines.push({ indent, rank: errand.isInView(node) ? 0 : 2, text: `heading ${level} ${JSON.stringify(name)}` });
      if (inner !== null)
        for (const element of node.querySelectorAll('a[href], button, [role=button]'))
          if (errand.isShown(element)) push(element, indent + 1);
      return;
    }
    if (node instanceof HTMLTableElement) {
      const rows = errand.tableLines(node, indent, control);
      if (rows !== undefined) {
        flush();
        lines.push(...rows);
        return;
      }
    }
    if (node.tagName === 'IFRAME' || node.tagName === 'FRAME') {
      flush();
      const name = errand.accessibleName(node);
      const ref = errand.refOf(node, `iframe|${name}`);
      lines.push({
        indent,
        rank: errand.isInView(node) ? 0 : 2,
        text: `iframe ${JSON.stringify(name)}:`,
        frameRef: ref,
      });
      return;
    }
    if (errand.isInteractive(node, role)) {
      flush();
      push(node, indent);
      // A listbox or an open menu item may hold controls of its own; a link or a button does not.
      if (/^(listbox|treeitem|option|gridcell)$/.test(role) && !(node instanceof HTMLSelectElement))
        visitChildren(node, indent + 1);
      return;
    }
    if (node instanceof HTMLLabelElement && node.control !== null) {
      // Its text is its control's name already; what else it holds is still there to be used.
      for (const element of node.querySelectorAll('a[href], button, input, select, textarea'))
        if (errand.isShown(element)) push(element, indent);
      return;
    }
    if (role === 'img' || node.tagName === 'svg') {
      const name = node.tagName === 'svg' ? (node.getAttribute('aria-label') ?? '') : errand.accessibleName(node);
      if (name !== '' && node.closest('a, button') === null) {
        flush();
        lines.push({ indent, rank: errand.isInView(node) ? 1 : 3, text: `img ${JSON.stringify(name)}` });
      }
      return;
    }
    const opening = container(node, role);
    if (opening !== undefined) {
      flush();
      const at = lines.length;
      visitChildren(node, indent + 1);
      flush();
      if (lines.length > at) lines.splice(at, 0, { indent, rank: 0, text: opening });
      return;
    }
    const isBlock = node.tagName === 'BR' || !/^(inline|contents)/.test(getComputedStyle(node).display);
    if (isBlock) flush();
    visitChildren(node, indent);
    if (isBlock) flush();
  };

  const push = (element: Element, indent: number): void => {
    const line = control(element);
    if (line !== undefined) lines.push({ indent, rank: errand.isInView(element) ? 0 : 2, text: line });
  };

  if (document.body !== null) visit(document.body, 0);
  flush();
  const scroller = document.scrollingElement ?? document.documentElement;
  return {
    lines,
    targets,
    nextRef: memory.nextRef,
    cut,
    scroll: { y: Math.round(scroller?.scrollTop ?? 0), height: scroller?.scrollHeight ?? 0, view: innerHeight },
  };
}
