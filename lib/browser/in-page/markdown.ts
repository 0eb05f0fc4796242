/** The whole page as Markdown for extraction: headings, lists, tables as pipe tables, links. Runs in the page. */

export function markdownOf(maxChars: number): { markdown: string; cut: boolean } {
  let out = '';
  const inline = (text: string): void => {
    out += text.replace(/\s+/g, ' ');
  };
  const block = (): void => {
    out = out.replace(/[ \t]+$/, '');
    if (!out.endsWith('\n')) out += '\n';
  };
  const children = (node: Element): Iterable<Node> => {
    const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
    return slotted.length > 0 ? slotted : (node.shadowRoot ?? node).childNodes;
  };
  const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
  const table = (element: HTMLTableElement): void => {
    const rows = [...element.rows].filter(row => row.checkVisibility());
    block();
    if (element.caption !== null) out += `\n**${cell(element.caption.textContent ?? '')}**\n`;
    out += '\n';
    rows.forEach((row, index) => {
      const cells = [...row.cells].flatMap(one => [
        cell(errand.textOf(one, 2_000)),
        ...Array.from({ length: Math.min(one.colSpan, 50) - 1 }, () => ''),
      ]);
      out += `| ${cells.join(' | ')} |\n`;
      if (index === 0) out += `|${cells.map(() => ' --- |').join('')}\n`;
    });
    out += '\n';
  };
  const visit = (node: Node, depth: number): void => {
    if (out.length > maxChars) return;
    if (node.nodeType === Node.TEXT_NODE) {
      inline(node.textContent ?? '');
      return;
    }
    if (
      !(node instanceof Element) ||
      /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|SELECT|TEXTAREA|BUTTON|IFRAME)$/.test(node.tagName)
    )
      return;
    if (!node.checkVisibility({ visibilityProperty: true })) {
      if (getComputedStyle(node).display === 'contents') for (const child of children(node)) visit(child, depth);
      return;
    }
    const level = /^H([1-6])$/.exec(node.tagName)?.[1];
    if (level !== undefined) {
      block();
      out += `\n${'#'.repeat(Number(level))} ${errand.textOf(node, 300)}\n\n`;
      return;
    }
    if (node instanceof HTMLTableElement && node.querySelector('table') === null && node.rows.length > 1) {
      table(node);
      return;
    }
    if (node instanceof HTMLImageElement) {
      inline(` ${node.alt} `);
      return;
    }
    if (node instanceof HTMLAnchorElement && node.href !== '') {
      const label = errand.textOf(node, 300);
      const hasBlocks = node.querySelector('h1, h2, h3, h4, h5, h6, p, div, li') !== null;
      if (!hasBlocks) {
        if (label !== '') inline(` [${label.replace(/[[\]]/g, '')}](${node.href}) `);
        return;
      }
    }
    if (node.tagName === 'LI') {
      block();
      out += `${'  '.repeat(Math.max(0, depth - 1))}- `;
    } else if (node.tagName === 'DT') {
      block();
      out += '- ';
    } else if (node.tagName === 'DD') {
      out = `${out.replace(/\s+$/, '')}: `;
    } else if (node.tagName === 'BR' || !/^(inline|contents)/.test(getComputedStyle(node).display)) block();
    const isList = node.tagName === 'UL' || node.tagName === 'OL';
    for (const child of children(node)) visit(child, isList ? depth + 1 : depth);
    if (/^(P|ARTICLE|SECTION|UL|OL|DL)$/.test(node.tagName)) out = `${out.replace(/\s+$/, '')}\n\n`;
    else if (!/^(inline|contents)/.test(getComputedStyle(node).display)) block();
  };
  if (document.body !== null) visit(document.body, 0);
  const cut = out.length > maxChars;
  return {
    markdown: out
      .slice(0, maxChars)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    cut,
  };
}
