import { describe, expect, test } from 'vitest';
import { extractRows } from '../../../lib/agent/extract.ts';
import { type ScriptEntry, scriptModel } from '../../support/scripted-model.ts';

const page = {
  ok: true as const,
  url: 'https://shop.test/',
  title: 'Shop',
  markdown: '- Kettle 4 €\n- Pot 9 €',
  cut: false,
};

async function extract(schema: Record<string, unknown> | undefined, script: readonly ScriptEntry[]) {
  const model = scriptModel(script);
  const deps = { model, mark: () => 'mark', signal: new AbortController().signal };
  const asked = { kind: 'extract', instruction: 'names', ...(schema === undefined ? {} : { schema }) } as const;
  const extraction = await extractRows(deps, asked, page);
  model.assertDone();
  return { extraction, asked: model.requests[0]?.messages.at(-1)?.text };
}

describe('extracting', () => {
  test('shows the instruction, the columns and the fenced page, and no tools', async () => {
    const schema = { type: 'object', properties: { name: {}, price: {} } };
    const { extraction, asked } = await extract(schema, [{ purpose: 'extract', text: '{"rows":[{"name":"Kettle"}]}' }]);
    expect(extraction).toMatchObject({ ok: true, rows: [{ name: 'Kettle' }] });
    expect(asked).toBe(
      `EXTRACT\n{"instruction":"names","columns":["name","price"]}\nBEGIN PAGE mark\n${page.markdown}\nEND PAGE mark`,
    );
  });

  test.each([
    { what: 'is none', schema: { type: 'strange' } },
    { what: 'points outside', schema: { $ref: 'https://evil.test/schema' } },
    { what: 'could hang a worker', schema: { properties: { a: { type: 'string', pattern: '(a+)+$' } } } },
    { what: 'would be checked later', schema: { $async: true, type: 'object' } },
  ])('refuses a schema that $what before asking any model', async ({ schema }) => {
    const { extraction } = await extract(schema, []);
    expect(extraction).toMatchObject({ ok: false, code: 'extract.schema-invalid', usage: { inputTokens: 0 } });
  });

  test('takes only objects as rows, and counts both tries', async () => {
    const answer = { text: '{"rows":["Kettle"]}' };
    const { extraction } = await extract({}, [answer, answer]);
    expect(extraction).toMatchObject({ ok: false, code: 'extract.mismatch', usage: { inputTokens: 200 } });
  });
});
