/** A page, or one element of it, as Markdown: headings, lists, tables as pipe tables, links, options. Runs in the page. */

export function markdownOf(root: Element | null, maxChars: number): { markdown: string; cut: boolean } {
  let out = '';
  const inline = (text: string): void => {
    out += text.replace(/\s+/g, ' ');
  };
  const block = (): void => {
    out = out.replace(/[ \t]+$/, '');
    if (!out.endsWith('\n')) out += '\n';
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
    if (!(node instanceof Element) || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|TEXTAREA|IFRAME)$/.test(node.tagName))
      return;
    if (errand.isClobbered(node) || !node.checkVisibility({ visibilityProperty: true })) {
      if (errand.mayShowInsides(node)) for (const child of errand.childrenOf(node)) visit(child, depth);
      return;
    }
    const level = /^H([1-6])$/.exec(node.tagName)?.[1];
    if (level !== undefined) {
      block();
      const link = node.querySelector('a[href]') ?? node.closest('a[href]');
      const words = errand.textOf(node, 300);
      const said = link instanceof HTMLAnchorElement ? `[${words.replace(/[[\]]/g, '')}](${link.href})` : words;
      out += `\n${'#'.repeat(Number(level))} ${said}\n\n`;
      return;
    }
    if (node instanceof HTMLInputElement) {
      if (/^(checkbox|radio)$/.test(node.type)) inline(node.checked ? ' [x] ' : ' [ ] ');
      else if (!/^(hidden|password|submit|button|reset|image|file)$/.test(node.type)) inline(` ${node.value} `);
      return;
    }
    if (node instanceof HTMLSelectElement) {
      // Of the page only what is chosen; asked for by itself, all there is.
      if (node === root)
        out += [...node.options].map(option => `- ${option.label}${option.selected ? ' (chosen)' : ''}\n`).join('');
      else inline(` ${[...node.selectedOptions].map(option => option.label).join(', ')} `);
      return;
    }
    // A button's words are no text of the page, unless it is what was asked for or holds more than words.
    if (node.tagName === 'BUTTON' && node !== root && node.querySelector('p, div, li, td, h1, h2, h3, h4') === null)
      return;
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
    else if (getComputedStyle(node).display !== 'inline') inline(' ');
    const isList = node.tagName === 'UL' || node.tagName === 'OL';
    for (const child of errand.shownChildrenOf(node)) visit(child, isList ? depth + 1 : depth);
    if (node instanceof HTMLTimeElement) inline(errand.dateBehind(node));
    if (/^(P|ARTICLE|SECTION|UL|OL|DL)$/.test(node.tagName)) out = `${out.replace(/\s+$/, '')}\n\n`;
    else if (!/^(inline|contents)/.test(getComputedStyle(node).display)) block();
  };
  const start = root ?? document.body;
  if (start !== null) visit(start, 0);
  const cut = out.length > maxChars;
  return {
    markdown: out
      .slice(0, maxChars)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    cut,
  };
}
