/** The documents made of the tables: OpenAPI, the docs page, the page of errors. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCS_POLICY, makeDocsPage } from '../../../lib/api/docs-page.ts';
import { makeErrorsDoc } from '../../../lib/api/errors-doc.ts';
import { makeOpenApi } from '../../../lib/api/openapi.ts';
import { routeList } from '../../../lib/api/routes.ts';
import { errorTable } from '../../../lib/domain/error-table.ts';

const document = makeOpenApi() as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, unknown> };
};

test('docs/errors.md is what the error table makes', () => {
  const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(page).toBe(makeErrorsDoc());
  for (const code of Object.keys(errorTable)) expect(page).toContain(`\`${code}\``);
});

test('OpenAPI 3.1 describes each route once, with unique operation ids', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const operations = Object.values(document.paths).flatMap(path => Object.values(path));
  expect(operations).toHaveLength(routeList.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routeList.length);
  for (const { responses } of operations) expect(Object.keys(responses)).toContain('500');
});

test('every reference in OpenAPI leads somewhere, and every path parameter is declared', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(match => match[1] ?? '');
  expect(references.length).toBeGreaterThan(50);
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
    expect(document.components.schemas).toHaveProperty(reference.slice('#/components/schemas/'.length));
  }
  for (const { path, params } of routeList) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
    expect(Object.keys(params?.shape ?? {}).sort()).toEqual(named.sort());
  }
});

test('the docs page names every route, loads nothing and runs nothing', () => {
  const page = makeDocsPage();
  for (const { path } of routeList) expect(page).toContain(path);
  expect(page).not.toMatch(/<script|src=|https?:\/\/(?!json-schema)/);
  expect(DOCS_POLICY).toContain("default-src 'none'");
});
