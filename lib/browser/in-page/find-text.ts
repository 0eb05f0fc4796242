/** Where the page shows a text, shadow roots included; case, width and spaces aside. Runs in the page. */

export function showsText(text: string): boolean {
  const plain = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const wanted = plain(text).trim();
  // The browser's own reading is quick, but knows no shadow root.
  if (plain(document.body?.innerText ?? '').includes(wanted)) return true;
  return document.body !== null && plain(errand.shownText(document.body)).includes(wanted);
}

/** Text as it stands there, shadow roots included, without names that stand for text; at most 200,000 characters. */
export function shownText(root: Element): string {
  let text = '';
  const add = (node: Node): void => {
    if (text.length > 200_000) return;
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? '';
    if (!(node instanceof Element) || /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.tagName)) return;
    const mayShow = errand.isClobbered(node) || node.checkVisibility() || errand.mayShowInsides(node);
    if (!mayShow) return;
    if (node.tagName !== 'SPAN') text += ' ';
    for (const child of errand.shownChildrenOf(node)) add(child);
  };
  add(root);
  return text;
}

/** The innermost shown element that has the text, the first in page order. */
export function elementWith(text: string): Element | undefined {
  const plain = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const wanted = plain(text).trim();
  const search = (element: Element): Element | undefined => {
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(element.tagName)) return undefined;
    for (const child of errand.childrenOf(element)) {
      const found = child instanceof Element ? search(child) : undefined;
      if (found !== undefined) return found;
    }
    const words = [...errand.childrenOf(element)].map(child => child.textContent ?? '').join('');
    return plain(words).includes(wanted) && errand.isShown(element) ? element : undefined;
  };
  return document.body === null ? undefined : search(document.body);
}
