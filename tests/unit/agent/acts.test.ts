import { describe, expect, test } from 'vitest';
import { click, finish, link, runScript } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';

const call = (name: string, args: unknown): ScriptEntry => ({ text: `I ${name}.`, calls: [{ name, args }] });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const last = (texts: readonly { readonly text: string }[] | undefined): string => texts?.at(-1)?.text ?? '';

describe('reading more', () => {
  const views = {
    home: {
      url: 'https://shop.test/',
      elements: [{ ref: 'e1', role: 'button', name: 'Here' }],
      more: {
        teapot: link('e90', 'Teapots', 'https://shop.test/kettles'),
        x1: link('e91', 'Folded', 'https://evil.test/'),
      },
      markdown: 'word '.repeat(4_000),
      on: { 'click e90': 'kettles' },
    },
  };

  test('what is found is shown fenced, and its refs can be used', async () => {
    const { model, page } = await runScript([call('find', { text: 'teapot' }), click('e90'), finish()], { views });
    expect(last(model.requests[1]?.messages)).toMatch(
      /^\{"ok":true,"lines":1\}\nBEGIN EXCERPT (\S+)\n\[e90\] link "Teapots"\nEND EXCERPT \1\n/,
    );
    expect(page.performed.at(-1)).toMatchObject({ kind: 'click', ref: 'e90', target: { name: 'Teapots' } });
  });

  test('what is unfolded is under the same police', async () => {
    const { events, page } = await runScript([call('expand', { fold: 'x1' }), click('e91'), finish('failed')], {
      views,
    });
    expect(events.find(event => event.type === 'action.refused')?.data).toMatchObject({ code: 'scope.site-outside' });
    expect(page.performed.map(({ kind }) => kind)).toEqual(['navigate']);
  });

  test('a long text comes in parts that say where to go on', async () => {
    const { model } = await runScript([call('read', {}), call('read', { from: 12_000 }), finish()], { views });
    expect(last(model.requests[1]?.messages)).toContain('"characters":20000,"goOnFrom":12000');
    expect(last(model.requests[2]?.messages)).not.toContain('goOnFrom');
  });

  test('an excerpt is kept for three turns, and then only its beginning, without its refs', async () => {
    const reads = Array.from({ length: 7 }, (_, index) =>
      call('find', { text: index === 0 ? 'teapot' : `none ${index}` }),
    );
    const { model } = await runScript([...reads, finish()], { views, budget: { steps: 30 } });
    const texts = model.requests.map(({ messages }) => messages.map(({ text }) => text).join('\n'));
    expect(texts[3]).toContain('[e90] link "Teapots"');
    expect(texts[4]).not.toContain('[e90] link "Teapots"');
    expect(texts[7]).toContain('\nlink "Teapots"');
  });
});

describe('files', () => {
  const views = {
    home: {
      url: 'https://shop.test/',
      elements: [
        { ref: 'e1', role: 'button', name: 'Report' },
        { ref: 'e2', role: 'file', name: 'Attach' },
      ],
      on: { 'click e1': 'same', 'upload e2': 'same' },
      brings: { 'click e1': { name: 'report.csv', mediaType: 'text/csv', bytes: bytes('a,b') } },
    },
  };
  const verbs = ['read', 'navigate', 'input', 'submit', 'upload', 'download'] as const;

  test('a file that a page gives is saved, named to the model, and can be read', async () => {
    const script = [click('e1'), call('read', { file: 'report.csv' }), finish()];
    const { artifacts, model } = await runScript(script, { views, verbs });
    expect(artifacts.find(({ kind }) => kind === 'download')).toMatchObject({
      name: 'report.csv',
      mediaType: 'text/csv',
    });
    expect(last(model.requests[1]?.messages)).toContain('"files":["report.csv"]');
    expect(last(model.requests[2]?.messages)).toContain('\na,b\n');
  });

  const decide = () => ({ kind: 'approved', reach: 'once' }) as const;

  test('an upload is given the bytes of the files it names', async () => {
    const files = [{ name: 'photo.jpg', mediaType: 'image/jpeg', bytes: bytes('jpeg') }];
    const script = [call('upload', { ref: 'e2', files: ['photo.jpg'] }), finish()];
    expect((await runScript(script, { views, verbs, files, decide })).page.given).toEqual(files);
  });

  test('an upload of a file that does not exist is refused with its name', async () => {
    const { model, page } = await runScript([call('upload', { ref: 'e2', files: ['nothing.pdf'] }), finish()], {
      views,
      verbs,
      decide,
    });
    expect(last(model.requests[1]?.messages)).toContain('page.file-unknown');
    expect(page.given).toEqual([]);
  });

  test('an upload that was not consented to is refused', async () => {
    const { events } = await runScript([call('upload', { ref: 'e2', files: ['x'] }), finish('failed')], { views });
    expect(events.find(event => event.type === 'action.refused')?.data).toMatchObject({ code: 'scope.verb-outside' });
  });
});

describe('pictures for the model', () => {
  const shown = (requests: readonly { readonly messages: readonly object[] }[]): boolean[] =>
    requests.map(({ messages }) => messages.some(message => 'images' in message));
  const long = Array.from({ length: 30 }, (_, index) =>
    link(`e${index + 10}`, `A link with a name ${index}`, 'https://shop.test/x'),
  );
  const views = {
    home: {
      url: 'https://shop.test/',
      elements: [{ ref: 'e1', role: 'button', name: 'Dead' }, ...long],
      on: { 'click e1': 'none' },
    },
  };

  test.each([
    ['on', [true, true, true]],
    ['off', [false, false, false]],
    // After a click without effect the text alone did not do.
    ['auto', [false, true, false]],
  ] as const)('with vision %s', async (vision, expected) => {
    const script = [click('e1'), call('find', { text: 'x' }), finish()];
    const found = { ...views, home: { ...views.home, more: { x: link('e77', 'X', 'https://shop.test/x') } } };
    const { model } = await runScript(script, { views: found, vision, seesImages: true });
    expect(shown(model.requests)).toEqual(expected);
  });

  test('come by themselves where the view is mostly pictures', async () => {
    const charts = { home: { ...views.home, pictured: 0.6 } };
    expect(shown((await runScript([finish()], { views: charts, seesImages: true })).model.requests)).toEqual([true]);
  });

  test('are drawn with refs, and asked for with look', async () => {
    const { model, page } = await runScript([call('look', {}), finish()], { views, seesImages: true });
    expect(shown(model.requests)).toEqual([false, true]);
    expect(page.pictures).toContainEqual({ fullPage: false, marks: true });
  });

  test('are neither taken nor offered for a model that does not see', async () => {
    const { model, page } = await runScript([finish()], { views, vision: 'on' });
    expect(model.requests[0]?.tools.map(({ name }) => name)).not.toContain('look');
    expect(page.pictures.some(({ marks }) => marks === true)).toBe(false);
  });
});
