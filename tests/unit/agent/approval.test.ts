/** Approvals of exact acts: asked with all that would be sent, bound to its digest, used once, fail closed. */

import { describe, expect, test } from 'vitest';
import type { SentValue } from '../../../lib/domain/approval.ts';
import { evolveTask } from '../../../lib/domain/task.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';
import { click, finish, passTime, runScript, type Setting } from '../../support/run-script.ts';
import type { View } from '../../support/scripted-page.ts';

const form: readonly SentValue[] = [
  { label: 'Name', value: 'Mira' },
  { label: 'Card', value: '(hidden)' },
];
const till = (sends: View['sends'] = () => form): Record<string, View> => ({
  home: {
    url: 'https://shop.test/till?session=1',
    elements: [
      { ref: 'e1', role: 'button', name: 'Place order' },
      { ref: 'e2', role: 'button', name: 'Delete basket' },
    ],
    sends,
    on: { 'click e1': 'same', 'click e2': 'same' },
  },
});
const verbs = ['read', 'navigate', 'input', 'submit', 'pay', 'delete'] as const;
const run = (script: Parameters<typeof runScript>[0], setting: Setting = {}) =>
  runScript(script, { verbs: [...verbs], views: till(), ...setting });

describe('an act that needs a yes', () => {
  test('is asked about with what, where and all that would be sent, and done after the yes', async () => {
    const { approvals, types, page, artifacts } = await run([click('e1'), finish()], {
      decide: () => ({ kind: 'approved', reach: 'once' }),
    });
    expect(approvals).toHaveLength(1);
    expect(approvals[0]).toMatchObject({
      verb: 'pay',
      site: 'shop.test',
      pageUrl: 'https://shop.test/till?session=1',
      description: expect.stringContaining('"Place order"'),
      values: form,
      more: 0,
      digest: expect.stringMatching(/^sha256:/),
      screenshotId: expect.any(String),
    });
    expect(artifacts.some(({ name }) => name.includes('approval'))).toBe(true);
    const from = types.indexOf('approval.asked');
    expect(types.slice(from, from + 4)).toEqual([
      'approval.asked',
      'approval.given',
      'approval.used',
      'action.started',
    ]);
    expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate', 'click']);
  });

  test('is asked about again the next time', async () => {
    const { approvals } = await run([click('e1'), click('e1'), finish()], {
      decide: () => ({ kind: 'approved', reach: 'once' }),
    });
    expect(approvals).toHaveLength(2);
  });

  test('is not asked about again where its kind was approved on this site, and another kind is', async () => {
    const { approvals } = await run([click('e1'), click('e1'), click('e2'), finish()], {
      decide: () => ({ kind: 'approved', reach: 'kind' }),
    });
    expect(approvals.map(({ verb }) => verb)).toEqual(['pay', 'delete']);
  });

  test('is not done after a no, and the model is told why', async () => {
    const { page, types, model } = await run([click('e1'), finish('failed')], {
      decide: () => ({ kind: 'denied', reason: 'too dear' }),
    });
    expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate']);
    expect(types).toContain('action.refused');
    expect(JSON.stringify(model.requests.at(-1))).toContain('The person said no: too dear');
  });

  test('ends the task as cancelled where nobody decides', async () => {
    const { result, page } = await run([click('e1')], {});
    expect(result).toMatchObject({ status: 'cancelled', code: 'approval.expired' });
    expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate']);
  });

  test('is asked about anew where what it sends has changed meanwhile, and not done until a yes holds', async () => {
    let amount = 10;
    let times = 0;
    const sends = (): readonly SentValue[] => [{ label: 'Sum', value: `${amount}` }];
    const { approvals, page } = await run([click('e1'), finish()], {
      views: till(sends),
      decide: () => {
        times += 1;
        if (times === 1) amount = 1_000;
        return { kind: 'approved', reach: 'once' };
      },
    });
    expect(approvals.map(({ values }) => values[0]?.value)).toEqual(['10', '1000']);
    expect(approvals[0]?.digest).not.toBe(approvals[1]?.digest);
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(1);
  });

  test('is given up where it changes under each yes', async () => {
    let amount = 0;
    const { approvals, page } = await run([click('e1'), finish('failed')], {
      views: till(() => {
        amount += 1;
        return [{ label: 'Sum', value: `${amount}` }];
      }),
      decide: () => ({ kind: 'approved', reach: 'once' }),
    });
    expect(approvals).toHaveLength(3);
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(0);
  });

  test('is refused where the consent does not name its verb, and nobody is asked', async () => {
    const { approvals, page } = await run([click('e1'), finish('failed')], { verbs: ['read', 'navigate', 'submit'] });
    expect(approvals).toHaveLength(0);
    expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate']);
  });

  test.each([
    ['its page crashed under it', 'crash'],
    ['no answer came', 'unanswered'],
  ])('is asked about again where %s, though its kind was approved: it may have been done', async (_what, end) => {
    const views = till();
    const home = { ...(views.home as View), on: { 'click e1': end } };
    const { approvals } = await run([click('e1'), click('e1'), finish('failed')], {
      views: { home },
      decide: () => ({ kind: 'approved', reach: 'kind' }),
    });
    expect(approvals).toHaveLength(2);
    expect(JSON.stringify(approvals[1]?.values)).toContain('It may have been done already.');
  });

  test('that may have been done stays in doubt where the person says no', async () => {
    const lodge = { ref: 'e1', role: 'button', name: 'Lodge', submits: true, inputType: 'submit' };
    const views: Record<string, View> = {
      home: { url: 'https://shop.test/', elements: [lodge], on: { 'click e1': 'unanswered' } },
    };
    const { approvals, page } = await run([click('e1'), click('e1'), click('e1'), finish('failed')], {
      views,
      verbs: ['read', 'navigate', 'submit'],
      decide: () => ({ kind: 'denied' }),
    });
    expect(approvals).toHaveLength(2);
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(1);
  });

  describe('by a page’s own question', () => {
    const asks = (question: string): Record<string, View> => ({
      home: {
        url: 'https://shop.test/drafts',
        elements: [
          { ref: 'e1', role: 'button', name: 'Continue' },
          { ref: 'e2', role: 'button', name: 'Delete basket' },
        ],
        on: { 'click e1': 'asking', 'click e2': 'asking' },
      },
      asking: { url: 'https://shop.test/drafts', question, on: { 'answer-dialog': 'again' } },
      again: { url: 'https://shop.test/drafts', question, on: { 'answer-dialog': 'home' } },
    });
    const yes = { calls: [{ name: 'answer_dialog', args: { accept: true } }] };
    const agrees = () => ({ kind: 'approved', reach: 'once' }) as const;

    test('is asked about with the question, where the press before it was none', async () => {
      const views = asks('Delete all 3 drafts?');
      const { approvals, page } = await run([click('e1'), yes, yes, finish()], { views, decide: agrees });
      expect(approvals.map(({ verb, description }) => ({ verb, description }))).toEqual([
        { verb: 'delete', description: 'accept the dialog "Delete all 3 drafts?"' },
      ]);
      expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate', 'click', 'answer-dialog', 'answer-dialog']);
      expect(page.performed.at(-1)).toMatchObject({ question: 'Delete all 3 drafts?' });
    });

    test('is not asked about a second time after a yes to the press', async () => {
      const { approvals } = await run([click('e2'), yes, yes, finish()], {
        views: asks('Delete all 3 drafts?'),
        decide: agrees,
      });
      expect(approvals.map(({ description }) => description)).toEqual(['click button "Delete basket"']);
    });

    test('is asked about where it is something else than the yes was to, and where other acts came between', async () => {
      const other = await run([click('e2'), yes, yes, finish()], { views: asks('Pay 3 coins?'), decide: agrees });
      expect(other.approvals.map(({ verb }) => verb)).toEqual(['delete', 'pay']);
      const later = await run([click('e2'), yes, yes, click('e1'), yes, finish()], {
        views: asks('Delete all 3 drafts?'),
        decide: agrees,
      });
      expect(later.approvals.map(({ description }) => description)).toEqual([
        'click button "Delete basket"',
        'accept the dialog "Delete all 3 drafts?"',
      ]);
    });

    test('is asked about where it names a sum that the yes to the press did not know', async () => {
      const { approvals } = await run([click('e1'), yes, yes, finish()], {
        views: {
          ...asks('Place the order for 14 coins?'),
          home: {
            url: 'https://shop.test/drafts',
            elements: [{ ref: 'e1', role: 'button', name: 'Place order' }],
            on: { 'click e1': 'asking' },
          },
        },
        decide: agrees,
      });
      expect(approvals.map(({ description }) => description)).toEqual([
        'click button "Place order"',
        'accept the dialog "Place the order for 14 coins?"',
      ]);
      expect(approvals[1]).toMatchObject({ after: { role: 'button', name: 'Place order' } });
    });

    test('is not accepted unseen, in the turn that brought it', async () => {
      const both = { calls: [{ name: 'click', args: { ref: 'e1' } }, ...yes.calls] };
      const { approvals, page, model } = await run([both, finish('failed')], {
        views: asks('Delete all 3 drafts?'),
        decide: agrees,
      });
      expect(approvals).toEqual([]);
      expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate', 'click']);
      expect(JSON.stringify(model.requests.at(-1))).toMatch(/dialog that waits|Not done/);
    });

    test('is not accepted after a no', async () => {
      const { page } = await run([click('e1'), yes, finish('failed')], {
        views: asks('Delete all 3 drafts?'),
        decide: () => ({ kind: 'denied', reason: 'keep them' }),
      });
      expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate', 'click']);
    });
  });

  test('does not use up the budget of seconds while it waits', async () => {
    const { result } = await run([click('e1'), click('e2'), finish()], {
      answerAfterMs: 9 * 60_000,
      decide: () => ({ kind: 'approved', reach: 'once' }),
    });
    expect(result.code).not.toBe('budget.exceeded');
    passTime(0);
  });
});

describe('a task', () => {
  const approval = {
    approvalId: 'apr_1',
    step: 1,
    verb: 'pay',
    site: 'shop.test',
    pageUrl: 'https://shop.test/',
    description: 'click',
    action: { kind: 'click', ref: 'e1' },
    values: [],
    more: 0,
    digest: 'sha256:1',
    expiresAt: new Date(NOW + 1_000).toISOString(),
  } as const;
  const running = evolveTask(consentedTask(), { type: 'task.started', data: { fence: 1, model: 'm' } }, NOW);
  const asked = evolveTask(running, { type: 'approval.asked', data: { approval: { ...approval, values: [] } } }, NOW);
  const given = { type: 'approval.given', data: { approvalId: 'apr_1', digest: 'sha256:1', reach: 'once' } } as const;

  test('waits for its approval, and takes the decision on that one only, once', () => {
    expect(asked).toMatchObject({ status: 'waiting', approval: { approvalId: 'apr_1' } });
    const other = { ...given, data: { ...given.data, approvalId: 'apr_2' } };
    expect(() => evolveTask(asked, other, NOW)).toThrow(/approval.not-open/);
    const decided = evolveTask(asked, given, NOW);
    expect(decided).toMatchObject({ status: 'running', approval: undefined, decision: { kind: 'approved' } });
    expect(() => evolveTask(decided, given, NOW)).toThrow(/approval.not-open/);
    expect(() => evolveTask(decided, { type: 'approval.denied', data: { approvalId: 'apr_1' } }, NOW)).toThrow(
      /approval.not-open/,
    );
  });

  test('lets an approval be used for its own digest only, and once', () => {
    const decided = evolveTask(asked, given, NOW);
    const used = (digest: string) =>
      ({ type: 'approval.used', data: { step: 1, approvalId: 'apr_1', digest } }) as const;
    expect(() => evolveTask(decided, used('sha256:2'), NOW)).toThrow(/approval.not-open/);
    const after = evolveTask(decided, used('sha256:1'), NOW);
    expect(() => evolveTask(after, used('sha256:1'), NOW)).toThrow(/approval.not-open/);
    const denied = evolveTask(asked, { type: 'approval.denied', data: { approvalId: 'apr_1' } }, NOW);
    expect(() => evolveTask(denied, used('sha256:1'), NOW)).toThrow(/approval.not-open/);
  });
});
