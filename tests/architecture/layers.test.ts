/** Holds the levels of the house: imports point down only, sisters never know each other, and the core is pure. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readImports, specifiersOf } from './imports.ts';

const root = join(import.meta.dirname, '../..');

const LEVELS: Readonly<Record<string, number>> = {
  'lib/domain': 0,
  'lib/agent': 1,
  'lib/telemetry': 1.5,
  'lib/model': 2,
  'lib/browser': 2,
  'lib/store': 2,
  'lib/queue': 2,
  'lib/artifacts': 2,
  'lib/secrets': 2,
  'lib/api': 3,
  'lib/worker': 3,
  'lib/realtime': 3,
  'lib/reap': 3,
  'lib/local': 4,
  'lib/cli': 4.5,
  'lib/config.ts': 1.5,
  'lib/machine.ts': 1.5,
  'lib/open-parts.ts': 3.4,
  'lib/connect.ts': 3.5,
  functions: 5,
  infra: 5,
  web: 5,
};

/** Exceptions, each with its reason. */
const ALLOWED = new Map([
  // The laptop's start-up mounts the shop for newcomers; production code never sees it.
  ['lib/local/start.ts', ['tests/sites/start-site.ts']],
  // The laptop serves the console from its sources, built at the start.
  ['lib/local/start-local.ts', ['web/build.ts']],
]);

/** The console speaks to the API over HTTP and may know only its typed client and the words. */
const WEB_MAY_IMPORT = /^(web\/|lib\/domain\/|lib\/api\/(client|api-error)\.ts)/;

const folderOf = (file: string): string => {
  if (file in LEVELS) return file;
  const [top = '', second = ''] = file.split('/');
  return top === 'lib' ? `${top}/${second}` : top;
};

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'lib', 'functions', 'infra', 'web'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => /\.tsx?$/.test(file) && existsSync(join(root, file)));

const modules = files.map(file => ({ file, ...readImports(root, file) }));

describe('the layers', () => {
  test('every module lies in a folder that has a level', () => {
    expect(files.map(folderOf).filter(folder => !(folder in LEVELS))).toEqual([]);
  });

  test('imports point down only, and sisters of levels 2 and 3 never import each other', () => {
    const wrong = modules
      .flatMap(module => module.local)
      .filter(({ from, to }) => {
        if (ALLOWED.get(from)?.includes(to)) return false;
        const [here, there] = [folderOf(from), folderOf(to)];
        return here !== there && !((LEVELS[there] ?? 99) < (LEVELS[here] ?? -1));
      })
      .filter(({ from, to }) => !(from.startsWith('functions/') && to.startsWith('functions/')));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('domain and agent know no environment, no SDK and no browser', () => {
    const allowed = new Set(['zod', 'canonicalize', 'tldts', 'ajv', 'csv-stringify', 'node:crypto']);
    const wrong = modules
      .filter(({ file }) => /^lib\/(domain|agent)\//.test(file))
      .flatMap(({ file, packages }) => packages.filter(name => !allowed.has(name)).map(name => `${file} → ${name}`));
    expect(wrong).toEqual([]);
  });

  test('domain and agent read no clock and no randomness of their own', () => {
    const wrong = files
      .filter(file => /^lib\/(domain|agent)\//.test(file))
      .filter(file =>
        /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|process\.env|randomUUID|randomBytes/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
      );
    expect(wrong).toEqual([]);
  });

  test('only lib/browser knows Puppeteer', () => {
    const wrong = modules.filter(
      ({ file, packages }) =>
        packages.some(name => /puppeteer|sparticuz/.test(name)) && !file.startsWith('lib/browser/'),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  test('the console imports only the words and the typed client', () => {
    const wrong = modules
      .flatMap(module => module.local)
      .filter(({ from, to }) => from.startsWith('web/') && from !== 'web/build.ts' && !WEB_MAY_IMPORT.test(to));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('the loop stays under 250 lines', () => {
    expect(readFileSync(join(root, 'lib/agent/loop.ts'), 'utf8').split('\n').length).toBeLessThanOrEqual(250);
  });
});

describe('the reader of imports', () => {
  test('sees static, re-exported, dynamic and type imports, and no comment or string', () => {
    const source = `import type { A } from './a.ts'; export * from './b.ts'; const c = await import('./c.ts');
      type D = import('./d.ts').D; // import './e.ts'
      const f = "import './f.ts'";`;
    expect(specifiersOf(source, 'x.ts')).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts']);
  });
});
