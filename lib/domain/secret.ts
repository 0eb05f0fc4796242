/** Secrets as everybody but the vault knows them: name, kind, where they may go. Pure; holds no value and opens none. */

import { parse } from 'tldts';
import * as z from 'zod';
import { type Refusal, refusal } from './errors.ts';

export const SecretName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name such as shop-password: lower case letters, digits and hyphens');

/** `basic` answers a server's own question for a user name and password, and is never typed. */
export const secretKinds = ['password', 'username', 'totp', 'text', 'basic'] as const;
export const SecretKind = z.enum(secretKinds);
export type SecretKind = z.infer<typeof SecretKind>;

/** What a field is for. `search` and `other` take no secret, whatever its owner says. */
export const fieldKinds = ['password', 'username', 'one-time-code', 'text', 'prose'] as const;
export const BoundField = z.enum(fieldKinds);
export type BoundField = z.infer<typeof BoundField>;
export type FieldKind = BoundField | 'search' | 'other';

/** `example.com` with all below it; any longer host, or one with a port, exactly. */
export const BoundSite = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-z0-9.[\]:-]+$/, 'a site such as example.com or 127.0.0.1:4311, lower case, without scheme or path');

export interface SecretFacts {
  readonly name: string;
  readonly kind: SecretKind;
  readonly sites: readonly string[];
  readonly fields: readonly BoundField[];
}

/** Where a kind goes unless its owner says otherwise. */
export const fieldsOfKind: Readonly<Record<SecretKind, readonly BoundField[]>> = {
  password: ['password'],
  username: ['username', 'text'],
  totp: ['one-time-code', 'text'],
  text: ['text', 'username', 'prose'],
  basic: [],
};

/** A field as the browser found it in the frame it is in. The page chose every word of it but the origins. */
export interface FieldFacts {
  /** Of the frame's own document; `null` where it is opaque. */
  readonly origin: string;
  /** Where its form says that it sends to. */
  readonly sendsTo?: string;
  /** The type of an input, or `textarea` or `editable`. */
  readonly type: string;
  readonly autocomplete: string;
  /** The page's names for it: label, name, id, placeholder. */
  readonly words: string;
  /** A search box, or a field of a form that says it puts what it has into an address. */
  readonly isSearch: boolean;
  /** How many boxes for one character each begin here. */
  readonly boxes: number;
}

const CODE_WORDS = /\b(otp|totp|2fa|mfa|one.?time|passcode|(verification|security|auth\w*|login).?code)\b/i;
const USER_WORDS = /\b(user.?(name|id)?|login|e-?mail|account)\b/i;
const TYPED = /^(text|tel|number|email|url)$/;

export function fieldKindOf({ type, autocomplete, words, isSearch, boxes }: FieldFacts): FieldKind {
  if (isSearch || type === 'search') return 'search';
  const purpose = autocomplete.toLowerCase();
  if (purpose.includes('one-time-code')) return 'one-time-code';
  if (type === 'password') return 'password';
  if (type === 'textarea' || type === 'editable') return 'prose';
  if (!TYPED.test(type)) return 'other';
  if (boxes > 2 || CODE_WORDS.test(words)) return 'one-time-code';
  if (type === 'email' || /\b(username|email)\b/.test(purpose) || USER_WORDS.test(words)) return 'username';
  return 'text';
}

/** Exactly, or as a registrable domain; by http only where there is none, for anyone on the way could read it. */
export function bindingCovers(binding: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, host } = new URL(origin);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  const registrable = parse(hostname, { allowPrivateDomains: true }).domain;
  if (registrable === null) return binding === host;
  return protocol === 'https:' && (binding === registrable || binding === host);
}

export function isBoundTo({ sites }: Pick<SecretFacts, 'sites'>, origin: string): boolean {
  return sites.some(site => bindingCovers(site, origin));
}

/** The one rule of where a secret may be typed. */
export function canFill(secret: SecretFacts, field: FieldFacts): { readonly ok: true } | Refusal {
  const { name, sites, fields } = secret;
  const isAllowed = (origin: string): boolean => isBoundTo(secret, origin);
  if (!isAllowed(field.origin))
    return refusal('secret.wrong-site', `"${name}" is for ${sites.join(', ')}, not for ${field.origin.slice(0, 200)}.`);
  if (field.sendsTo !== undefined && !isAllowed(field.sendsTo)) {
    const to = field.sendsTo.slice(0, 200);
    return refusal('secret.wrong-site', `The form sends to ${to}; "${name}" is for ${sites.join(', ')}.`);
  }
  const kind = fieldKindOf(field);
  const isFit = secret.kind !== 'basic' && fields.some(one => one === kind);
  if (isFit) return { ok: true };
  const where = fields.length === 0 ? 'no field' : `fields of kind ${fields.join(', ')}`;
  return refusal('secret.wrong-field', `"${name}" is a ${secret.kind} for ${where}; this one is of kind ${kind}.`);
}

const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9-]{0,39})\s*\}\}/g;

export const placeholderOf = (name: string): string => `{{${name}}}`;

/** The names in `{{name}}`, each once. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

export const hasPlaceholder = (text: string): boolean => placeholdersIn(text).length > 0;

/** True where nothing but placeholders is in it, so that it tells nothing. */
export const isPlaceholdersOnly = (text: string): boolean =>
  hasPlaceholder(text) && text.replace(PLACEHOLDER, '') === '';

/** All at once, so that a value that looks like a placeholder is never taken for one. */
export function replacePlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
}
