/** Elements that show more while the pointer is over them, by the page's own style sheets. Runs in the page; reads only. */

/** What `nav:hover .sub { display: block }` says of `nav`. Bounded in rules and time; sheets of other sites cannot be read. */
export function noteHovering(): void {
  const { memory } = errand;
  const sheets = [...document.styleSheets];
  const size = sheets.length;
  const end = performance.now() + 15;
  if (memory.sheets !== size) {
    memory.sheets = size;
    memory.hoverSelectors = [];
    memory.generating = [];
    for (const sheet of sheets) {
      let rules: CSSRuleList;
      try {
        rules = sheet.cssRules;
      } catch {
        continue;
      }
      for (const rule of [...rules].slice(0, 5_000)) {
        if (performance.now() > end || memory.hoverSelectors.length >= 60) break;
        if (!(rule instanceof CSSStyleRule)) continue;
        if (/::?(?:before|after)/.test(rule.selectorText)) errand.noteGenerating(rule);
        if (!rule.selectorText.includes(':hover')) continue;
        if (!/display|visibility|opacity|height|clip|transform/.test(rule.style.cssText)) continue;
        for (const selector of rule.selectorText.split(',')) {
          const base = /^(.*?):hover(?::[\w-]+)*\s*[ >+~]\s*[^:]*$/.exec(selector.trim())?.[1];
          if (base !== undefined && base !== '' && !/^(html|body|\*)$/i.test(base)) memory.hoverSelectors.push(base);
        }
      }
    }
  }
  for (const selector of memory.hoverSelectors) {
    try {
      for (const element of [...document.querySelectorAll(selector)].slice(0, 100)) {
        // Only where something in it is hidden now.
        const inner = [...element.querySelectorAll('*')].slice(0, 60);
        if (inner.some(one => !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })))
          memory.hovering.add(element);
      }
    } catch {
      // A selector this browser reads in a rule, but not alone.
    }
  }
}
