/** Holds an item against a condition, and makes the item that an update leaves. Changes nothing it is given. */

import type { Condition, Operand, Path, Update } from './expression.ts';
import { copyItem, copyValue, type Item, isEqual, isMap, orderOf, sizeOf, valueAt } from './value.ts';

/** `ExpressionAttributeNames` and `…Values`. */
export interface Given {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the table calls a request that it cannot carry out whatever the items are. */
export class Invalid extends Error {
  override readonly name = 'ValidationException';
}

export function meets(condition: Condition, item: Item | undefined, given: Given): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every(part => meets(part, item, given));
    case 'or':
      return condition.parts.some(part => meets(part, item, given));
    case 'not':
      return !meets(condition.part, item, given);
    case 'exists':
      return (valueAt(item, named(condition.path, given)) !== undefined) === condition.isThere;
    case 'compare': {
      const [left, right] = [resolve(condition.left, item, given), resolve(condition.right, item, given)];
      if (left === undefined || right === undefined) return false;
      if (condition.by === '=') return isEqual(left, right);
      const order = orderOf(left, right);
      return order !== undefined && isOrdered(order, condition.by);
    }
    case 'between': {
      const of = resolve(condition.of, item, given);
      const from = orderOf(resolve(condition.from, item, given), of);
      const to = orderOf(of, resolve(condition.to, item, given));
      return from !== undefined && to !== undefined && from <= 0 && to <= 0;
    }
    case 'begins_with': {
      const text = valueAt(item, named(condition.path, given));
      const start = resolve(condition.other, item, given);
      return typeof text === 'string' && typeof start === 'string' && text.startsWith(start);
    }
    case 'contains': {
      const whole = valueAt(item, named(condition.path, given));
      const part = resolve(condition.other, item, given);
      if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part);
      return (whole instanceof Set || Array.isArray(whole)) && [...whole].some(one => isEqual(one, part));
    }
    default:
      return condition satisfies never;
  }
}

function isOrdered(order: number, by: '<' | '<=' | '>' | '>='): boolean {
  switch (by) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return by satisfies never;
  }
}

const named = (path: Path, { names }: Given): Path =>
  path.map(name => {
    if (!name.startsWith('#')) return name;
    const found = names[name];
    if (found === undefined) throw new Invalid(`${name} is not given.`);
    return found;
  });

function resolve(operand: Operand, item: Item | undefined, given: Given): unknown {
  switch (operand.kind) {
    case 'value':
      return givenValue(operand.name, given);
    case 'path':
      return valueAt(item, named(operand.path, given));
    case 'size':
      return sizeOf(valueAt(item, named(operand.path, given)));
    case 'if_not_exists':
      return valueAt(item, named(operand.path, given)) ?? resolve(operand.other, item, given);
    case 'sum': {
      const [left, right] = [resolve(operand.left, item, given), resolve(operand.right, item, given)];
      if (typeof left !== 'number' || typeof right !== 'number') throw new Invalid('A sum is of two numbers.');
      return left + operand.sign * right;
    }
    default:
      return operand satisfies never;
  }
}

function givenValue(name: string, { values }: Given): unknown {
  const value = values[name];
  if (value === undefined) throw new Invalid(`${name} is not given.`);
  return value;
}

/** All is worked out by the item as it was before. Throws `ValidationException`. */
export function applyUpdate(update: Update, before: Item, given: Given): Item {
  const after = copyItem(before);
  const sets = update.set.map(({ path, to }) => [named(path, given), resolve(to, before, given)] as const);
  for (const [path, value] of sets) {
    if (value === undefined) throw new Invalid(`There is nothing to set ${path.join('.')} to.`);
    parentOf(after, path)[lastOf(path)] = copyValue(value);
  }
  for (const path of update.remove.map(one => named(one, given))) {
    const parent = valueAt(after, path.slice(0, -1));
    if (isMap(parent)) delete parent[lastOf(path)];
  }
  for (const { path, value } of update.add) addTo(after, named(path, given), givenValue(value, given));
  for (const { path, value } of update.delete) takeFrom(after, named(path, given), givenValue(value, given));
  return after;
}

const lastOf = (path: Path): string => path.at(-1) ?? '';

function parentOf(item: Item, path: Path): Item {
  const parent = path.length === 1 ? item : valueAt(item, path.slice(0, -1));
  if (!isMap(parent)) throw new Invalid(`There is no ${path.slice(0, -1).join('.')} to change.`);
  return parent;
}

function addTo(item: Item, path: Path, value: unknown): void {
  const parent = parentOf(item, path);
  const name = lastOf(path);
  const before = parent[name];
  if (typeof value === 'number' && (before === undefined || typeof before === 'number')) {
    parent[name] = (before ?? 0) + value;
  } else if (value instanceof Set && (before === undefined || before instanceof Set)) {
    parent[name] = new Set([...(before ?? []), ...value]);
  } else throw new Invalid(`${name} cannot be added to.`);
}

function takeFrom(item: Item, path: Path, value: unknown): void {
  const parent = parentOf(item, path);
  const name = lastOf(path);
  const before = parent[name];
  if (before === undefined) return;
  if (!(value instanceof Set) || !(before instanceof Set)) throw new Invalid(`${name} is no set.`);
  const left = [...before].filter(member => !value.has(member));
  if (left.length === 0) delete parent[name];
  else parent[name] = new Set(left);
}
