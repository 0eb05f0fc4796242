/** What an element stands in: a row or card with a text of its own, a named part of the page, a heading above. Runs in the page. */

import type { Scope } from '../../domain/locator.ts';

export type ItemKind = 'row' | 'listitem' | 'article' | 'part';

/** What kind of repeated thing this is, if it is one. `tag` is that of the element inside that is asked for. */
export function itemKindOf(element: Element, tag: string): ItemKind | undefined {
  const role = (element.getAttribute('role') ?? '').toLowerCase();
  const name = element.localName;
  if (role === 'row' || (name === 'tr' && role === '')) return 'row';
  if (role === 'listitem' || (name === 'li' && role === '')) return 'listitem';
  if (role === 'article' || (name === 'article' && role === '')) return 'article';
  if (/^(body|html|main|header|footer|nav|td|th|tbody|thead|table|form|a|button|label)$/.test(name)) return undefined;
  const shape = [...element.children]
    .slice(0, 8)
    .map(child => child.localName)
    .join();
  const first = element.classList[0];
  const isAlike = (other: Element | null): boolean => {
    if (other === null || other.localName !== name) return false;
    if (name.includes('-') && errand.shadowOf(element) !== undefined) return true;
    const isSame =
      (first !== undefined && other.classList.contains(first)) ||
      (shape !== '' &&
        [...other.children]
          .slice(0, 8)
          .map(child => child.localName)
          .join() === shape);
    return isSame && (errand.shadowOf(other) ?? other).querySelector(CSS.escape(tag)) !== null;
  };
  return isAlike(element.previousElementSibling) || isAlike(element.nextElementSibling) ? 'part' : undefined;
}

/**
 * The texts that an item could be known by, the most telling first: row headers and headings, cells, links, emphasis, pictures,
 * then any other text. Never what is in a field. What lies in an item inside it is that one's.
 */
export function partsOf(item: Element): string[] {
  const found: { rank: number; text: string }[] = [];
  let nodes = 0;
  const take = (rank: number, text: string): void => {
    const plain = text.replace(/\s+/g, ' ').trim().toWellFormed();
    if (plain !== '' && plain.length <= 80 && (/\p{L}/u.test(plain) || /^#?\d{3,}$/.test(plain)))
      found.push({ rank, text: plain });
  };
  const visit = (element: Element): void => {
    nodes += 1;
    if (nodes > 150 || found.length >= 24) return;
    const role = element.getAttribute('role') ?? '';
    const tag = element.localName;
    if (/^(script|style|template|select|textarea|input|button|option)$/.test(tag) || role === 'button') return;
    if ((element as HTMLElement).isContentEditable) return;
    if (element !== item && (/^(tr|li|article)$/.test(tag) || /^(row|listitem|article)$/.test(role))) return;
    if (!element.checkVisibility({ visibilityProperty: true }) && getComputedStyle(element).display !== 'contents')
      return;
    const isLeaf = element.childElementCount === 0 && errand.shadowOf(element) === undefined;
    if (/^h[1-6]$|^th$/.test(tag) || /^(heading|rowheader)$/.test(role)) take(0, errand.textOf(element, 81));
    else if (isLeaf && (tag === 'td' || /^(cell|gridcell)$/.test(role))) take(1, element.textContent);
    else if (tag === 'a' || role === 'link') take(2, errand.textOf(element, 81));
    else if (/^(strong|b|dt|legend|caption|summary)$/.test(tag)) take(3, errand.textOf(element, 81));
    else if (tag === 'img') take(4, element.getAttribute('alt') ?? '');
    else {
      if (isLeaf) take(5, element.textContent);
      // Words that stand beside other elements.
      else if (tag !== 'svg')
        for (const node of errand.childrenOf(element)) if (node instanceof Text) take(6, node.data);
      for (const child of errand.childrenOf(element)) if (child instanceof Element) visit(child);
    }
  };
  visit(item);
  return found.sort((one, other) => one.rank - other.rank).map(({ text }) => text);
}

export interface Around {
  readonly item: Scope & { item: ItemKind };
  /** True where the element's own name is what the item is known by first: then it need not be told apart by another text. */
  readonly isOwn: boolean;
}

/** The item an element is in, known by a text that its neighbours do not have and that is not the element's own name. */
export function itemOf(element: Element, name: string, secrets: readonly string[]): Around | undefined {
  let up = errand.parentOf(element);
  for (let depth = 0; up !== undefined && depth < 10; depth += 1) {
    const item = up;
    up = errand.parentOf(item);
    const kind = errand.itemKindOf(item, element.localName);
    if (kind === undefined) continue;
    const parts = errand.partsOf(item);
    if (parts.length === 0) continue;
    const beside = new Set<string>();
    let before = item.previousElementSibling;
    let after = item.nextElementSibling;
    for (let near = 0; near < 5; near += 1) {
      for (const other of [before, after])
        if (other !== null) for (const text of errand.partsOf(other)) beside.add(text);
      before = before?.previousElementSibling ?? null;
      after = after?.nextElementSibling ?? null;
    }
    const telling = parts.filter(text => !beside.has(text));
    const has = telling.find(text => text !== name && errand.isSilentOn(text, secrets));
    if (has !== undefined) return { item: { item: kind, has }, isOwn: telling[0] === name };
    if (telling[0] === name) return undefined;
  }
  return undefined;
}

/** Named parts of the page that the element is in, from the inside; at most two. */
export function containersOf(element: Element, avoid: readonly string[]): { role: string; name: string }[] {
  const found: { role: string; name: string }[] = [];
  let depth = 0;
  for (
    let up = errand.parentOf(element);
    up !== undefined && depth < 40 && found.length < 2;
    up = errand.parentOf(up)
  ) {
    depth += 1;
    const role = errand.roleOf(up);
    if (
      !/^(navigation|dialog|alertdialog|form|group|radiogroup|region|banner|contentinfo|complementary|search|menu|menubar|tablist|toolbar|listbox|tree|grid|table|main)$/.test(
        role,
      )
    )
      continue;
    const name = errand.containerName(up);
    if (avoid.some(value => name.includes(value))) continue;
    if (name !== '' || /^(navigation|dialog|alertdialog|banner|contentinfo|complementary|search|main)$/.test(role))
      found.push({ role, name });
  }
  return found;
}

/** Only what was given as a name: what a part of the page says is not what it is called. */
export function containerName(element: Element): string {
  const isNamed = element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby');
  return isNamed || /^(FIELDSET|TABLE)$/.test(element.tagName) ? errand.accessibleName(element).toWellFormed() : '';
}

/** The shown heading that comes before the element and is nearest to it. Looks back over 40 neighbours at each level. */
export function headingOf(element: Element): string | undefined {
  const wanted = 'h1, h2, h3, h4, h5, h6, [role=heading]';
  let depth = 0;
  for (let at: Element | undefined = element; at !== undefined && depth < 14; at = errand.parentOf(at)) {
    depth += 1;
    let before = at.previousElementSibling;
    for (let near = 0; before !== null && near < 40; near += 1) {
      const inside = before.matches(wanted) ? [before] : [...before.querySelectorAll(wanted)];
      const heading = inside.findLast(one => one.checkVisibility({ visibilityProperty: true }));
      if (heading !== undefined) return errand.textOf(heading, 100).toWellFormed();
      before = before.previousElementSibling;
    }
  }
  return undefined;
}

export function fitsScope(element: Element, scope: Scope): boolean {
  if (!('item' in scope)) {
    if (scope.role === 'heading') return errand.headingOf(element) === scope.name;
    let depth = 0;
    for (let up = errand.parentOf(element); up !== undefined && depth < 40; up = errand.parentOf(up)) {
      depth += 1;
      if (errand.roleOf(up) === scope.role && errand.containerName(up) === scope.name) return true;
    }
    return false;
  }
  let up = errand.parentOf(element);
  for (let depth = 0; up !== undefined && depth < 10; depth += 1) {
    const item = up;
    up = errand.parentOf(item);
    if (errand.itemKindOf(item, element.localName) !== scope.item) continue;
    // Saves reading the row where it cannot be: pictures and shadow roots say more than the text.
    const isPlain = errand.shadowOf(item) === undefined && item.querySelector('img, slot, [aria-label]') === null;
    const text = isPlain ? item.textContent : '';
    if (isPlain && !scope.has.split(' ').every(word => text.includes(word))) continue;
    if (errand.partsOf(item).includes(scope.has)) return true;
  }
  return false;
}
