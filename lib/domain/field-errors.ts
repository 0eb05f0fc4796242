/** Says of each wrong field where it is, what it was, what is allowed, in words for people. Pure. */

import type * as z from 'zod';
import { cutText } from './cut-text.ts';

export interface FieldError {
  /** Such as `body.scope.sites.0`. */
  readonly path: string;
  /** What was sent; long text is cut, objects and lists are only named. */
  readonly value?: unknown;
  readonly allowed?: unknown;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

const MAX_ERRORS = 20;
const MAX_VALUE_CHARS = 80;
const MAX_NAME_CHARS = 40;

export function fieldErrors(error: z.ZodError, place: string, input: unknown): FieldError[] {
  return error.issues.slice(0, MAX_ERRORS).map(issue => {
    const value = shown(valueAt(input, issue.path));
    const allowed = allowedBy(issue);
    return {
      path: [place, ...issue.path.map(String)].join('.'),
      ...(value === undefined ? {} : { value }),
      ...(allowed === undefined ? {} : { allowed }),
      message: wordsFor(issue, value),
    };
  });
}

function allowedBy(issue: Issue): unknown {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values;
    case 'too_small':
      return { minimum: Number(issue.minimum) };
    case 'too_big':
      return { maximum: Number(issue.maximum) };
    case 'invalid_format':
      return issue.pattern;
    case 'invalid_union':
      return choicesOf(issue);
    default:
      return undefined;
  }
}

/** Of a body whose kind is told by one field: what that field may be. */
function choicesOf(issue: Extract<Issue, { code: 'invalid_union' }>): readonly string[] | undefined {
  const choices: unknown = 'options' in issue ? issue.options : undefined;
  return Array.isArray(choices) ? choices.map(String) : undefined;
}

function wordsFor(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? `is missing; it must be ${article(issue.expected)}`
        : `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.slice(0, MAX_ERRORS).map(named).join(', ')}`;
    case 'invalid_union': {
      const choices = choicesOf(issue);
      return choices === undefined ? 'has none of the forms that are allowed' : `must be one of ${choices.join(', ')}`;
    }
    case 'too_small':
      return `must ${limitVerb(issue.origin)} at least ${issue.minimum}${limitUnit(issue.origin)}`;
    case 'too_big':
      return `must ${limitVerb(issue.origin)} at most ${issue.maximum}${limitUnit(issue.origin)}`;
    default:
      return issue.message;
  }
}

const article = (type: string): string =>
  type === 'int' ? 'a whole number' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
/** The caller chose the name, and may have chosen a long one. */
const named = (key: string): string => cut(key, MAX_NAME_CHARS);
const limitVerb = (origin: string): string => (origin === 'string' || origin === 'array' ? 'have' : 'be');
const limitUnit = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  }, input);
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? cut(value, MAX_VALUE_CHARS) : value;
}

/** Half a character that was sent has no place in an answer either. */
const cut = (text: string, max: number): string => (text.length > max ? `${cutText(text, max)}…` : text).toWellFormed();
