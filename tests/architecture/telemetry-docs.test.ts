/** docs/telemetry.md names every field, metric, span and attribute of the code, and no other; `npm run docs` fills it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingNames } from '../../lib/config.ts';
import { fillTables, tableNames } from '../../lib/telemetry/telemetry-doc.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/telemetry.md'), 'utf8');

test('its tables are those of the code', () => {
  expect(page).toBe(fillTables(page));
});

test.each(tableNames)('it has the table of %s', name => {
  expect(page.split(`<!-- table ${name} -->`)).toHaveLength(2);
});

test('the settings that it names are settings', () => {
  const named = new Set(page.match(/\b(ERRAND|OTEL)_[A-Z_]+\b/g));
  expect([...named].filter(name => !(settingNames as readonly string[]).includes(name))).toEqual([]);
  expect([...named].toSorted()).toEqual(['ERRAND_METRICS', 'ERRAND_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']);
});
