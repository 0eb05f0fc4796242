/** What axe-core finds wrong with a page as it is, brought in past the page's own policy by the debugger. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const file = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');

/** Only what is serious or critical, each with the elements it is about. */
export async function graveViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(file, 'utf8'));
  const violations = await page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, 'axe');
    if (typeof axe !== 'object' || axe === null) throw new Error('axe is not there.');
    const run: unknown = Reflect.get(axe, 'run');
    if (typeof run !== 'function') throw new Error('axe does not run.');
    const found: { violations: Violation[] } = await run.call(axe, document, { resultTypes: ['violations'] });
    return found.violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
}
