/** docs/deploy.md names what there is: each setting, each output, and the functions by the ids that they have in the template. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingNames } from '../../infra/settings.ts';
import { openTemplate } from './open-template.ts';

const doc = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8');
const opened = openTemplate({ oidcIssuer: 'https://issuer.example', oidcAudience: 'errand' });
const outputs = Object.keys(opened.template.toJSON().Outputs as Record<string, unknown>);

/** What stands in the first column of the table of settings. */
const documented = [...doc.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, names = '']) =>
  [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
);

/** For those who make the bundles or deploy to an emulator, not for who deploys. */
const ofScripts = ['bundles'];

describe('docs/deploy.md', () => {
  test.each(settingNames.filter(name => !ofScripts.includes(name)))('says what the setting %s is', name => {
    expect(documented).toContain(name);
  });

  test('names no setting that there is not', () => {
    expect(documented.filter(name => !settingNames.some(one => one === name))).toEqual([]);
  });

  test.each(outputs)('names the output %s', name => {
    expect(doc).toContain(`\`${name}\``);
  });

  test('calls functions by the ids that they have', () => {
    const named = [...doc.matchAll(/\bFunctions\w+/g)].map(([id]) => id);
    const ids = opened.of('AWS::Lambda::Function').map(({ id }) => id);
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(ids).toContain(id);
  });
});
