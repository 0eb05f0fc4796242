/** What axe-core finds wrong with a page as it is. It runs in a world of its own: past the page's policy, and nothing is left in the page. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';

const file = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');

/** Only what is serious or critical, each with the elements it is about. */
export async function graveViolations(page: Page): Promise<readonly string[]> {
  const source = await readFile(file, 'utf8');
  const session = await page.createCDPSession();
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'axe' };
  const { executionContextId } = await session.send('Page.createIsolatedWorld', world);
  const evaluate = (expression: string) =>
    session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await evaluate(`${source};0`);
  const { result } = await evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) =>
        id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`,
  );
  await session.detach();
  if (!Array.isArray(result.value)) throw new Error(`axe did not run: ${JSON.stringify(result)}`);
  return result.value.map(String);
}
