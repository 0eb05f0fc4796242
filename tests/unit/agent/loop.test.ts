import { describe, expect, test } from 'vitest';
import { click, finish, passTime, runScript } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import type { View } from '../../support/scripted-page.ts';

describe('a run', () => {
  test('opens the agreed start page, acts, and ends with a report', async () => {
    const { result, page, types, artifacts } = await runScript([click('e1'), finish('done', ['Copper kettle, 49 €'])]);
    expect(result).toMatchObject({ status: 'completed', summary: 'The end.', evidence: 'verified' });
    expect(page.performed.map(action => action.kind)).toEqual(['navigate', 'click']);
    expect(types).toEqual([
      'action.started',
      'action.finished',
      'page.observed',
      'step.decided',
      'action.started',
      'action.finished',
      'page.observed',
      'step.decided',
    ]);
    expect(artifacts.map(artifact => artifact.name)).toEqual(['step-1.jpg', 'step-2.jpg']);
  });

  test('records the intent of every action before its outcome', async () => {
    const { events } = await runScript([click('e1'), finish()]);
    const started = events.flatMap(event => (event.type === 'action.started' ? [event.data.description] : []));
    expect(started).toEqual(['go to https://shop.test/', 'click link "Kettles"']);
  });

  test('shows the model only the newest page, behind a fresh mark each time', async () => {
    const { model } = await runScript([click('e1'), finish()]);
    const texts = model.requests.map(request => request.messages.map(message => message.text).join('\n'));
    expect(texts[0]).toContain('BEGIN PAGE mark1');
    expect(texts[1]).toContain('BEGIN PAGE mark2');
    expect(texts[1]).not.toContain('mark1');
    expect(texts[1]).toContain('(earlier page removed)');
  });

  test('claims that are not on the page make the report unverified', async () => {
    const { result } = await runScript([finish('done', ['Order 4711 was sent'])]);
    expect(result).toMatchObject({
      status: 'completed',
      evidence: 'unverified',
      evidenceNotes: ['not found: Order 4711 was sent'],
    });
  });

  test('a report without evidence says so', async () => {
    expect((await runScript([finish()])).result).toMatchObject({ status: 'completed', evidence: 'none' });
  });

  test('a failed finish fails with the reason', async () => {
    expect((await runScript([finish('failed')])).result).toMatchObject({
      status: 'failed',
      code: 'agent.gave-up',
      summary: 'The end.',
    });
  });

  test('shows the picture only to a model that sees, and keeps none', async () => {
    const seeing = await runScript([click('e1'), finish()], { seesImages: true });
    expect(
      seeing.model.requests.map(
        request => request.messages.filter(message => message.role === 'user' && message.images).length,
      ),
    ).toEqual([1, 1]);
    const blind = await runScript([finish()]);
    expect(blind.model.requests[0]?.messages.some(message => message.role === 'user' && message.images)).toBe(false);
  });
});

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

describe('answers that cannot be used', () => {
  const wrong: ScriptEntry[] = [
    { text: 'I would click it.' },
    { calls: [{ name: 'clikc', args: { ref: 'e1' } }] },
    { calls: [{ name: 'click', raw: '{"ref":' }] },
    { calls: [{ name: 'click', args: { ref: 'the first one' } }] },
    {
      calls: [
        { name: 'click', args: { ref: 'e1' } },
        { name: 'fly', args: {} },
      ],
    },
  ];

  test.each(wrong)('$calls is told to the model and nothing of it is done', async entry => {
    const { page, result, events } = await runScript([entry, finish()]);
    expect(page.performed).toHaveLength(1);
    expect(result.status).toBe('completed');
    expect(events.filter(event => event.type === 'answer.malformed')).toHaveLength(1);
  });

  test('three in a row end the task', async () => {
    const { result } = await runScript(wrong.slice(0, 3));
    expect(result).toMatchObject({ status: 'failed', code: 'agent.malformed-answers' });
  });

  test('a usable answer starts the count again', async () => {
    const [a = finish(), b = finish()] = wrong;
    expect((await runScript([a, b, click('e1'), a, b, finish()])).result.status).toBe('completed');
  });
});

describe('several calls in one turn', () => {
  test('run in order', async () => {
    const { page } = await runScript([
      { calls: [{ name: 'fill', args: { ref: 'e2', value: 'kettle', submit: true } }] },
      finish(),
    ]);
    expect(page.performed.map(action => action.kind)).toEqual(['navigate', 'fill', 'press']);
  });

  test('are dropped when the page changed under them, and the model is told why', async () => {
    const { page, model } = await runScript([
      {
        calls: [
          { name: 'click', args: { ref: 'e1' } },
          { name: 'fill', args: { ref: 'e2', value: 'x' } },
        ],
      },
      finish(),
    ]);
    expect(page.performed.map(action => action.kind)).toEqual(['navigate', 'click']);
    expect(model.requests[1]?.messages.map(message => message.text).join()).toContain('the page changed under it');
  });

  test('finish is not believed in the turn of an action whose effect was not seen', async () => {
    const { result } = await runScript([
      {
        calls: [
          { name: 'fill', args: { ref: 'e2', value: 'x' } },
          { name: 'finish', args: { outcome: 'done', summary: 'Early.', evidence: [] } },
        ],
      },
      finish(),
    ]);
    expect(result.summary).toBe('The end.');
  });

  test('every call has its answer, as endpoints demand', async () => {
    const { model } = await runScript([
      {
        calls: [
          { name: 'click', args: { ref: 'e9' } },
          { name: 'click', args: { ref: 'e1' } },
        ],
      },
      finish(),
    ]);
    const messages = model.requests[1]?.messages ?? [];
    const asked = messages.flatMap(message =>
      message.role === 'assistant' ? message.toolCalls.map(call => call.callId) : [],
    );
    expect(messages.flatMap(message => (message.role === 'tool' ? [message.callId] : []))).toEqual(asked);
  });
});

describe('going in circles', () => {
  test('is told to the model, and then ends the run', async () => {
    const { result, events } = await runScript(Array.from({ length: 6 }, () => click('e4')));
    expect(events.filter(event => event.type === 'stuck.noticed')).toHaveLength(2);
    expect(result).toMatchObject({ status: 'failed', code: 'agent.stuck' });
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

describe('a question to the person', () => {
  const ask: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };

  test('goes on with the answer', async () => {
    const { model, result } = await runScript([ask, finish()], { answer: { kind: 'answered', text: 'Copper.' } });
    expect(model.requests[1]?.messages.map(message => message.text).join()).toContain('Copper.');
    expect(result.status).toBe('completed');
  });

  test('that nobody answers cancels the task', async () => {
    expect((await runScript([ask])).result).toMatchObject({ status: 'cancelled', code: 'question.expired' });
  });

  test('is over with a cancel', async () => {
    expect((await runScript([ask], { answer: { kind: 'cancelled' } })).result.status).toBe('cancelled');
  });
});

test('a password reaches the page and no event', async () => {
  const views = {
    home: {
      url: 'https://shop.test/',
      elements: [{ ref: 'e1', role: 'textbox', name: 'Password', inputType: 'password' }],
    },
  };
  const fill: ScriptEntry = { calls: [{ name: 'fill', args: { ref: 'e1', value: 'hunter2' } }] };
  const { page, events } = await runScript([fill, finish()], { views });
  expect(page.performed.at(-1)).toMatchObject({ value: 'hunter2' });
  expect(JSON.stringify(events)).not.toContain('hunter2');
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
