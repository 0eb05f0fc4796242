/** Reads the imports of the project's own modules with a parser, types included. Resolves only relative paths. */

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from '@babel/parser';

export interface ImportEdge {
  /** Both relative to the project, with forward slashes. */
  readonly from: string;
  readonly to: string;
}

export interface ModuleImports {
  readonly local: readonly ImportEdge[];
  /** Bare package names: `node:fs`, `zod`, `@aws-sdk/client-s3`. */
  readonly packages: readonly string[];
}

interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;

/** Every specifier of `import`, `export … from`, `import()` and `import('…')` types in one module. */
export function specifiersOf(source: string, file: string): string[] {
  const tree: unknown = parse(source, {
    sourceType: 'module',
    plugins: ['typescript', ...(file.endsWith('x') ? (['jsx'] as const) : [])],
  }).program;
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isNode(value)) return;
    const specifier = value.source ?? (isImportOf(value) ? firstArgument(value) : undefined);
    if (isNode(specifier) && typeof specifier.value === 'string') found.push(specifier.value);
    for (const key of Object.keys(value)) if (key !== 'loc') visit(value[key]);
  };
  visit(tree);
  return [...new Set(found)];
}

/** `import('…')` is a call of `Import`, and in a type a node of its own whose argument may be wrapped. */
const isImportOf = (node: SyntaxNode): boolean =>
  node.type === 'TSImportType' ||
  (node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'Import');

function firstArgument(node: SyntaxNode): unknown {
  const argument = node.argument ?? (Array.isArray(node.arguments) ? node.arguments[0] : undefined);
  return isNode(argument) && isNode(argument.literal) ? argument.literal : argument;
}

export function readImports(root: string, file: string): ModuleImports {
  const specifiers = specifiersOf(readFileSync(join(root, file), 'utf8'), file);
  return {
    local: specifiers
      .filter(s => s.startsWith('.'))
      .map(s => ({ from: file, to: relative(root, join(root, dirname(file), s)).replaceAll('\\', '/') })),
    packages: specifiers
      .filter(s => !s.startsWith('.'))
      .map(s => (s.startsWith('@') ? s.split('/').slice(0, 2).join('/') : (s.split('/')[0] ?? s))),
  };
}
