/** Finds every place in the code that logs: its level, its message and the names of its fields, by a parser. */

import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

export interface LogCall {
  /** `lib/worker/watch.ts:12` */
  readonly place: string;
  readonly level: string;
  /** Undefined where it is not a literal. */
  readonly message: string | undefined;
  readonly fields: readonly string[];
}

interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;
const LEVELS = new Set(['debug', 'info', 'warn', 'error']);

export function logCallsIn(root: string, file: string): LogCall[] {
  const source = readFileSync(`${root}/${file}`, 'utf8');
  const tree: unknown = parse(source, { sourceType: 'module', plugins: ['typescript'] }).program;
  const found: LogCall[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isNode(value)) return;
    const call = logCallOf(value);
    if (call !== undefined) found.push({ place: `${file}:${value.loc?.start.line}`, ...call });
    for (const key of Object.keys(value)) if (key !== 'loc') visit(value[key]);
  };
  visit(tree);
  return found;
}

/** `log.warn(message, fields)`, `deps.log('warn', message, fields)`, and the relay's `deps.warn?.(message)`. */
function logCallOf(node: SyntaxNode): Omit<LogCall, 'place'> | undefined {
  if (!/^(Optional)?CallExpression$/.test(node.type) || !isNode(node.callee)) return undefined;
  const { callee } = node;
  const args = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
  const name = nameOf(callee.property) ?? nameOf(callee);
  const of = isNode(callee.object) ? (nameOf(callee.object.property) ?? nameOf(callee.object)) : undefined;
  if (name !== undefined && LEVELS.has(name) && (of === 'log' || of === 'deps'))
    return { level: name, message: literal(args[0]), fields: keysOf(args[1]) };
  if (name === 'log' && of !== 'console' && LEVELS.has(literal(args[0]) ?? ''))
    return { level: literal(args[0]) ?? '', message: literal(args[1]), fields: keysOf(args[2]) };
  return undefined;
}

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;

const literal = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'StringLiteral' && typeof node.value === 'string' ? node.value : undefined;

/** A variable's or a spread's own names are not known here. */
function keysOf(node: SyntaxNode | undefined): string[] {
  const properties = node?.type === 'ObjectExpression' && Array.isArray(node.properties) ? node.properties : [];
  return properties.flatMap(property =>
    isNode(property) ? (nameOf(property.key) ?? literal(property.key) ?? []) : [],
  );
}
