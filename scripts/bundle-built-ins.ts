/** Lets a bundle take Node's built-ins by `process.getBuiltinModule` instead of `import`: an ESM import of `node:http` alone costs 50 ms of a cold start. */

import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMES: ReadonlySet<string> = new Set(builtinModules);
const withoutScheme = (path: string): string => path.replace(/^node:/, '');

/** Each becomes a CommonJS module of one line, which esbuild ties to the imports of both kinds. */
export const builtIns: Plugin = {
  name: 'built-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?[a-z_/0-9]+$/ }, ({ path }) =>
      NAMES.has(withoutScheme(path)) ? { path: withoutScheme(path), namespace: 'built-in' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'built-in' }, ({ path }) => ({
      contents: `module.exports = globalThis.process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
      loader: 'js',
    }));
  },
};
