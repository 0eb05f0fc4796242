/** Where a run is held: by the police, by its budget, by the sizes of extracts and events. */

import { describe, expect, test } from 'vitest';
import { click, finish, passTime, runScript } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import type { View } from '../../support/scripted-page.ts';

describe('what the police refuse', () => {
  test.each([
    { what: 'a link to another site', entry: click('e3'), code: 'scope.site-outside' },
    {
      what: 'an address of another site',
      entry: { calls: [{ name: 'navigate', args: { url: 'https://shop.test.evil.test/' } }] },
      code: 'scope.site-outside',
    },
    {
      what: 'an address that hides its host behind a user name',
      entry: { calls: [{ name: 'navigate', args: { url: 'https://shop.test:pw@evil.test/' } }] },
      code: 'scope.site-outside',
    },
    {
      what: 'a file',
      entry: { calls: [{ name: 'navigate', args: { url: 'file:///etc/passwd' } }] },
      code: 'scope.site-outside',
    },
  ])('$what never reaches the page, and the model is told', async ({ entry, code }) => {
    const { page, events, model } = await runScript([entry, finish()]);
    expect(page.performed.map(action => action.kind)).toEqual(['navigate']);
    expect(events.filter(event => event.type === 'action.refused')).toMatchObject([{ data: { code } }]);
    expect(model.requests[1]?.messages.map(message => message.text).join()).toContain(code);
  });

  test('a verb that was not consented to', async () => {
    const { page, events } = await runScript(
      [{ calls: [{ name: 'fill', args: { ref: 'e2', value: 'x' } }] }, finish()],
      {
        verbs: ['read', 'navigate'],
      },
    );
    expect(page.performed.map(action => action.kind)).toEqual(['navigate']);
    expect(events.filter(event => event.type === 'action.refused')).toMatchObject([
      { data: { code: 'scope.verb-outside', verb: 'input' } },
    ]);
  });

  test('a start page outside the narrowed consent ends the run before any model is asked', async () => {
    const { result, page } = await runScript([], { startUrl: 'https://other.test/' });
    expect(result).toMatchObject({ status: 'failed', code: 'scope.site-outside' });
    expect(page.performed).toEqual([]);
  });

  test('a ref that the newest page does not have', async () => {
    const { page, model } = await runScript([click('e99'), finish()]);
    expect(page.performed).toHaveLength(1);
    expect(model.requests[1]?.messages.map(message => message.text).join()).toContain('page.ref-unknown');
  });

  test('Enter on nobody knows what, where sending was not consented to', async () => {
    const press: ScriptEntry = { calls: [{ name: 'press', args: { keys: 'Enter' } }] };
    const { page, events } = await runScript([press, finish()], { verbs: ['read', 'navigate', 'input'] });
    expect(page.performed).toHaveLength(1);
    expect(events.filter(event => event.type === 'action.refused')).toMatchObject([{ data: { verb: 'submit' } }]);
  });

  test('a consent that ends during the run ends the run, without another call of the model', async () => {
    const { result, page } = await runScript(
      [
        () => {
          passTime(25 * 3_600_000);
          return { calls: [{ name: 'click', args: { ref: 'e1' } }] };
        },
      ],
      { budget: { seconds: 7_200 } },
    );
    expect(result).toMatchObject({ status: 'failed', code: 'consent.expired' });
    expect(page.performed).toHaveLength(1);
  });
});

describe('the budget', () => {
  test('ends the run when the steps are used up', async () => {
    const { result, model } = await runScript([click('e4'), click('e1')], { budget: { steps: 2 } });
    expect(result).toMatchObject({ status: 'failed', code: 'budget.exceeded' });
    expect(model.requests).toHaveLength(2);
  });

  test('lets the last step act', async () => {
    const { page } = await runScript([click('e4'), click('e1')], { budget: { steps: 2 } });
    expect(page.performed.map(action => action.kind)).toEqual(['navigate', 'click', 'click']);
  });

  test('tells what was collected when it ends the run', async () => {
    const { result } = await runScript(
      [
        { calls: [{ name: 'extract', args: { instruction: 'names', name: 'kettles' } }] },
        { text: '{"rows":[{"name":"a"},{"name":"b"}]}' },
      ],
      { budget: { steps: 1 } },
    );
    expect(result).toMatchObject({ code: 'budget.exceeded', summary: expect.stringContaining('2 rows of "kettles"') });
  });

  test('ends the run when the seconds are used up', async () => {
    const slow: ScriptEntry = () => {
      passTime(20_000);
      return { calls: [{ name: 'click', args: { ref: 'e1' } }] };
    };
    const { result, page } = await runScript([slow], { budget: { seconds: 10 } });
    expect(result.code).toBe('budget.exceeded');
    expect(page.performed).toHaveLength(1);
  });

  test('does not count the time spent waiting for the person', async () => {
    const { result } = await runScript([{ calls: [{ name: 'ask', args: { question: 'Which?' } }] }, finish()], {
      answer: { kind: 'answered', text: 'Copper.' },
      answerAfterMs: 500_000,
      budget: { seconds: 10 },
    });
    expect(result.status).toBe('completed');
  });

  test('ends the run when the tokens are used up', async () => {
    expect((await runScript([click('e4')], { budget: { tokens: 100 } })).result.code).toBe('budget.exceeded');
  });
});

describe('extract', () => {
  const extract = (args: Record<string, unknown> = {}): ScriptEntry => ({
    calls: [{ name: 'extract', args: { instruction: 'names', name: 'kettles', ...args } }],
  });

  test('collects rows of several turns into one dataset', async () => {
    const rows = (name: string): ScriptEntry => ({ purpose: 'extract', text: JSON.stringify({ rows: [{ name }] }) });
    const { newest, result } = await runScript([
      extract(),
      rows('a'),
      extract(),
      rows('b'),
      finish('done', ['kettles']),
    ]);
    expect(newest?.datasets).toEqual([{ name: 'kettles', rows: [{ name: 'a' }, { name: 'b' }] }]);
    expect(result.evidence).toBe('verified');
  });

  test('asks again once when the rows do not fit the schema', async () => {
    const schema = { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] };
    const { newest } = await runScript([
      extract({ schema }),
      { text: '{"rows":[{"price":"x"}]}' },
      { text: '```json\n{"rows":[{"price":4}]}\n```' },
      finish(),
    ]);
    expect(newest?.datasets[0]?.rows).toEqual([{ price: 4 }]);
  });

  test('tells the model when it cannot be made to fit', async () => {
    const { model } = await runScript([extract(), { text: 'none' }, { text: 'still none' }, finish()]);
    expect(model.requests[3]?.messages.map(message => message.text).join()).toContain('extract.mismatch');
  });
});

describe('events stay under their limit', () => {
  const huge = '湯'.repeat(40_000);
  const views: Record<string, View> = {
    home: {
      url: `https://shop.test/#${huge}`,
      elements: [
        { ref: 'e1', role: 'link', name: huge, href: `https://shop.test/${huge}` },
        { ref: 'e2', role: 'textbox', name: huge },
        { ref: 'e3', role: 'link', name: 'Out', href: `https://shop.test${'a'.repeat(5_000)}@evil.test/` },
      ],
      on: { 'click e1': 'none' },
    },
  };

  test('whatever a page is made of', async () => {
    const { result, whole } = await runScript([click('e1'), finish('done', [huge.slice(0, 300)])], { views });
    expect(result.status).toBe('completed');
    expect(whole).toHaveLength(2);
    expect(whole[0]).toContain(huge);
  });

  test('whatever the model writes', async () => {
    const fill = (value: string): ScriptEntry => ({
      text: huge,
      calls: Array.from({ length: 12 }, () => ({ name: 'fill', args: { ref: 'e2', value, submit: true } })),
    });
    const { result, model } = await runScript([fill('湯'.repeat(3_000)), fill('湯'.repeat(9_000)), finish()], {
      views,
    });
    expect(result.status).toBe('completed');
    expect(model.requests[2]?.messages.map(message => message.text).join()).toContain('too long');
  });

  test('and the police judge the whole address, not the recorded start of it', async () => {
    const { page, events } = await runScript([click('e3'), finish()], { views });
    expect(page.performed).toHaveLength(1);
    expect(events.filter(event => event.type === 'action.refused')).toMatchObject([
      { data: { code: 'scope.site-outside' } },
    ]);
  });
});
