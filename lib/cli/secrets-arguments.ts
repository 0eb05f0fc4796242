/** Reads `secrets set|list|remove` into a request. Takes no value: what stands on a command line, others on the machine can read. */

import { parseArgs } from 'node:util';
import { BoundField, BoundSite, fieldKinds, SecretKind, SecretName, secretKinds } from '../domain/secret.ts';
import { readPlace } from './place.ts';

export interface SecretsRequest {
  readonly kind: 'secrets';
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly doing:
    | { readonly kind: 'list' }
    | { readonly kind: 'remove'; readonly name: string }
    | {
        readonly kind: 'set';
        readonly name: string;
        readonly secretKind: SecretKind;
        readonly sites: readonly string[];
        readonly fields: readonly BoundField[] | undefined;
      };
}

type Read = SecretsRequest | { readonly kind: 'wrong'; readonly reason: string };

/** Throws what `parseArgs` throws, in words for people. */
export function readSecretsArguments(argv: readonly string[]): Read {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      site: { type: 'string', multiple: true, default: [] },
      field: { type: 'string', multiple: true },
      url: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const { url, token } = values;
  const place = readPlace({ url, token });
  if (typeof place === 'string') return wrong(place);
  const at = { kind: 'secrets', ...place } as const;
  const [verb, name, ...rest] = positionals;
  if (rest.length > 0)
    return wrong('Too many words. The value is never an argument: it is asked for, or read from a pipe.');
  if (verb === 'list' && name === undefined) return { ...at, doing: { kind: 'list' } };
  if (verb !== 'set' && verb !== 'remove') return wrong('Say secrets list, secrets set NAME or secrets remove NAME.');
  if (!SecretName.safeParse(name).success || name === undefined)
    return wrong('A name is such as shop-password: lower case letters, digits and hyphens.');
  if (verb === 'remove') return { ...at, doing: { kind: 'remove', name } };
  const kind = SecretKind.safeParse(values.kind);
  if (!kind.success) return wrong(`--kind can be ${secretKinds.join(', ')}.`);
  const isSites = values.site.length > 0 && values.site.every(site => BoundSite.safeParse(site).success);
  if (!isSites) return wrong('Give --site once or more: example.com, login.example.com or 127.0.0.1:4311.');
  const fields = BoundField.array().optional().safeParse(values.field);
  if (!fields.success) return wrong(`--field can be ${fieldKinds.join(', ')}.`);
  return { ...at, doing: { kind: 'set', name, secretKind: kind.data, sites: values.site, fields: fields.data } };
}

const wrong = (reason: string): Read => ({ kind: 'wrong', reason });
