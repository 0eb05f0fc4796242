/** Words that a style sheet adds before and after elements. Runs in the page; reads only. */

/** Remembers what `.price::after { content: " coins" }` says of `.price`. Signs without a letter or digit say nothing in words. */
export function noteGenerating(rule: CSSStyleRule): void {
  const { memory } = errand;
  const { content } = rule.style;
  if (memory.generating.length >= 40 || !/["'][^"']*[\p{L}\p{N}][^"']*["']|attr\(/u.test(content)) return;
  for (const selector of rule.selectorText.split(',')) {
    const base = /^(.*[^\s:])\s*::?(?:before|after)$/.exec(selector.trim())?.[1];
    if (base !== undefined && !/^(?:html|body|\*)$/i.test(base)) memory.generating.push(base);
  }
}

/** ` (2026-03-12)` for a time whose words name no day. */
export function dateBehind(time: HTMLTimeElement): string {
  const date = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?/.exec(time.dateTime)?.[0] ?? '';
  const isTold = /\d{4}/.test(time.textContent ?? '') || date === '';
  return isTold ? '' : ` (${date.replace('T', ' ')})`;
}

/** The words before and after the element's own; empty where the page's sheets add none. A time that is told by "3 days ago" has its date in the page. */
export function generatedBy(element: Element): readonly [before: string, after: string] {
  if (element instanceof HTMLTimeElement) return ['', errand.dateBehind(element)];
  const adds = (selector: string): boolean => {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  };
  if (!errand.memory.generating.some(adds)) return ['', ''];
  const said = (pseudo: string): string => {
    const { content, display } = getComputedStyle(element, pseudo);
    if (display === 'none') return '';
    const words = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join('');
    return words.slice(0, 200).replace(/[\p{Co}\p{Cn}]/gu, '');
  };
  return [said('::before'), said('::after')];
}
