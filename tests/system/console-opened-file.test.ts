/** A file of a run that is opened on its own, past the console, in real Chromium: it runs nothing, and is no part of the console. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Canary, startCanary } from '../support/canary-server.ts';
import { openConsole } from '../support/console-page.ts';
import { hostileFiles } from '../support/hostile-files.ts';
import { layProposal, layTask } from '../support/lay-hostile.ts';

let canary: Canary;
beforeAll(async () => {
  canary = await startCanary();
});
afterAll(() => canary.close());
const on = openConsole({ page: 'none' });

describe('a file opened on its own', () => {
  test('runs nothing, from another origin than the console, even where it were served as a page', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, label => label, ['shop.test']);
    const ids = await layTask(on.cloud.local.ownerId, laid, {
      words: label => label,
      files: hostileFiles(canary.url),
      until: 'end',
    });
    const { page, fired } = await on.newPage();
    const seen: string[] = [];
    for (const artifactId of ids) {
      const { url, artifact } = await on.cloud.client.call('GET /artifacts/{artifactId}', { params: { artifactId } });
      expect(new URL(url).origin).not.toBe(new URL(on.cloud.local.url).origin);
      const { headers } = await fetch(url);
      const disposition = headers.get('content-disposition') ?? '';
      const isOurs = ['screenshot', 'data-json', 'trace'].includes(artifact.kind);
      expect.soft(disposition, artifact.kind).toMatch(isOurs ? /^inline;/ : /^attachment;/);
      expect.soft(headers.get('x-content-type-options')).toBe('nosniff');
      expect.soft(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      // As it is, and as a page: a deployment's links are signed and cannot be changed so.
      const asPage = url
        .replace(/response-content-type=[^&]*/, 'response-content-type=text%2Fhtml')
        .replace(/response-content-disposition=[^&]*/, 'response-content-disposition=inline');
      await page.goto(url).catch(() => undefined);
      await page.goto(asPage).catch(() => undefined);
      seen.push(await page.title());
    }
    expect(await fired()).toEqual([]);
    expect(seen).not.toContain('ran');
    expect(canary.hits).toEqual([]);
    await page.close();
  }, 60_000);
});
