/** The course of a run: turns, calls, questions, and answers that cannot be used. */

import { describe, expect, test } from 'vitest';
import { click, finish, runScript } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';

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
