/** What is in a page of the console that its own code never puts there. Only looks. */

import type { Page } from 'puppeteer-core';

/** What markup would have left in the page, had any become some. */
export const strangersIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const strange =
      'iframe, frame, object, embed, base, meta[http-equiv], style, animate, [srcdoc], [onerror], [onload], [onfocus], [ontoggle], [onbegin], form[action], a[href^="javascript:"], a[href^="data:"]';
    const own = new Set(['main.js', 'main.css', 'icon.svg']);
    const outside = [...document.querySelectorAll('script[src], link[href]')]
      .map(element => element.getAttribute('src') ?? element.getAttribute('href') ?? '')
      .filter(name => !own.has(name));
    return [
      ...[...document.querySelectorAll(strange)].map(element => element.outerHTML.slice(0, 200)),
      ...[...document.querySelectorAll('script:not([src])')].map(() => 'inline script'),
      ...outside,
    ];
  });
