/** The page of one run where the person has a say: a word in its middle, more budget, a secret, another try; and what its files show. */

import { describe, expect, test } from 'vitest';
import { graveViolations } from '../support/axe.ts';
import { openConsole } from '../support/console-page.ts';
import { layOpenRun, stepEvents } from '../support/lay-open-run.ts';
import { pixel } from '../support/pixel.ts';

const on = openConsole({ page: 'of-each-test' });

describe('a run that waits', () => {
  const until = (): string => new Date(Date.now() + 3_600_000).toISOString();

  test('is told something in its middle, and shows what was said', async () => {
    const run = await layOpenRun(on.cloud.local.ownerId, 'Find the longest river');
    await run.add(...stepEvents(1));
    await on.openRun(run.taskId);
    await on.page.waitForSelector('[data-testid=tell]');
    await on.page.type('[data-testid=tell] input', 'Only rivers in Europe');
    await on.page.keyboard.press('Enter');
    await on.page.waitForSelector('.remark[data-kind=told]');
    expect(await on.textOf('.remark[data-kind=told]')).toBe('You said Only rivers in Europe');
    // The event may be here before the answer.
    await expect.poll(() => on.valueOf('[data-testid=tell] input'), { timeout: 5_000 }).toBe('');
    const events = await on.cloud.client.call('GET /tasks/{taskId}/events', {
      params: { taskId: run.taskId },
      query: {},
    });
    expect(events.events.filter(event => event.type === 'instruction.added')).toHaveLength(1);
  }, 60_000);

  test('for more of its budget asks for exactly that, and goes on with a yes', async () => {
    const run = await layOpenRun(on.cloud.local.ownerId, 'Read all rivers');
    await run.add(...stepEvents(1), {
      type: 'budget.reached',
      data: {
        step: 2,
        limit: 'steps',
        spent: 200,
        allowed: 200,
        asks: { steps: 100 },
        digest: `sha256:${'a'.repeat(64)}`,
        expiresAt: until(),
      },
    });
    await on.openRun(run.taskId);
    await on.page.waitForSelector('[data-testid=budget-ask]');
    expect(await on.textOf('[data-testid=budget-ask]')).toMatch(
      /200 of 200 steps are used up[\s\S]*A yes adds\s*100 steps/,
    );
    expect(await graveViolations(on.page)).toEqual([]);
    await on.click('Go on with more');
    await on.page.waitForSelector('[data-testid=run][data-status=running]');
    expect(await on.countOf('[data-testid=budget-ask]')).toBe(0);
    expect(await on.textOf('.meters')).toMatch(/Steps\s*1 \/ 300/);
  }, 60_000);

  test('for a secret takes it for just its site, and never shows it again', async () => {
    const run = await layOpenRun(on.cloud.local.ownerId, 'Log in to the rivers');
    await run.add(...stepEvents(1), {
      type: 'secret.needed',
      data: {
        step: 1,
        name: 'river-password',
        site: 'example.com',
        why: 'type it into "Password"',
        expiresAt: until(),
      },
    });
    await on.openRun(run.taskId);
    await on.page.waitForSelector('[data-testid=secret-needed]');
    expect(await graveViolations(on.page)).toEqual([]);
    await on.page.type('[data-testid=secret-needed] input', 'not-to-be-seen');
    await on.page.keyboard.press('Enter');
    await on.page.waitForSelector('[data-testid=run][data-status=running]');
    expect(await on.countOf('[data-testid=secret-needed]')).toBe(0);
    expect(await on.page.content()).not.toContain('not-to-be-seen');
    const { items } = await on.cloud.client.call('GET /secrets');
    expect(items.find(({ name }) => name === 'river-password')).toMatchObject({
      sites: ['example.com'],
      kind: 'password',
    });
  }, 60_000);

  test('for another try says why, and one that does not exist says so', async () => {
    const run = await layOpenRun(on.cloud.local.ownerId, 'Try again');
    await run.add({
      type: 'task.queued',
      data: {
        taskId: run.taskId,
        reason: 'retried',
        cause: { code: 'page.crashed', detail: 'The page crashed.' },
        notBefore: until(),
      },
    });
    await on.openRun(run.taskId);
    await on.page.waitForSelector('[data-testid=retry]');
    expect(await on.textOf('[data-testid=retry]')).toMatch(/^Will be tried again at .*The page crashed\.$/);
    await on.page.goto(`${on.cloud.local.url}/#/tasks/tsk_01AAAAAAAAAAAAAAAAAAAAAAAA`, {
      waitUntil: 'domcontentloaded',
    });
    await on.page.waitForSelector('[role=alert]');
    expect(await on.textOf('[role=alert]')).toContain('There is no such run.');
    // The browser itself notes an answer of 404.
    on.faults.splice(0);
  }, 60_000);
});

describe('files that a page made', () => {
  test('are shown as pictures and text, and never as a document', async () => {
    const run = await layOpenRun(on.cloud.local.ownerId, 'Fetch the files');
    await run.add(...stepEvents(1));
    const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
    const file = { kind: 'download', step: 1 } as const;
    await run.addFile({ ...file, name: 'bill.docx', mediaType: 'application/msword', bytes: bytes('PK') });
    await run.addFile({ ...file, name: 'dot.png', mediaType: 'image/png', bytes: pixel });
    await run.addFile({ ...file, name: 'note.md', mediaType: 'text/markdown', bytes: bytes('# <b>Bold</b>') });
    await on.openRun(run.taskId);
    await on.showTab('Files');
    await on.page.waitForSelector('[role=tabpanel] [data-testid=artifact]');
    await on.click('Preview: dot.png');
    await on.click('Preview: note.md');
    await on.page.waitForSelector('.file-picture img');
    await on.page.waitForSelector('.file-text');
    expect(await on.textOf('.file-text')).toBe('# <b>Bold</b>');
    expect(await on.textOf('[aria-label="bill.docx"]')).toContain('This kind of file is not shown here.');
    expect(await on.countOf('aria/Preview: bill.docx')).toBe(0);
    expect(await on.countOf('iframe, object, embed')).toBe(0);
  }, 60_000);
});
