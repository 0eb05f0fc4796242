/** The routes of the owner's secrets. A value goes in and never comes out. */

import * as z from 'zod';
import { BoundField, BoundSite, SecretKind, SecretName } from '../../domain/secret.ts';
import type { RouteTable } from '../route.ts';

export const SecretView = z.object({
  name: SecretName,
  kind: SecretKind,
  sites: z.array(BoundSite),
  fields: z.array(BoundField),
  madeAt: z.string(),
  updatedAt: z.string(),
  lastUsedAt: z.string().optional(),
});
export type SecretView = z.infer<typeof SecretView>;

/** Checked by the handler: a schema's complaint would quote it. */
const Value = z.unknown().meta({
  type: 'string',
  description:
    'The secret itself. totp: the base32 seed or the otpauth:// address; basic: user:password. At most 4,096 characters of one line.',
});

export const secretRoutes = {
  'POST /secrets': {
    function: 'secrets',
    summary: 'Store a secret, or put a new value and new bounds in the place of the one of this name',
    auth: 'owner',
    status: 201,
    // What is kept for a repeat would be made of the value; storing the same again changes nothing but its date.
    idempotent: false,
    body: z.strictObject({
      name: SecretName,
      kind: SecretKind,
      sites: z.array(BoundSite).min(1).max(20),
      fields: z
        .array(BoundField)
        .max(5)
        .optional()
        .meta({ description: 'Kinds of field it may be filled into; left out: those usual for its kind.' }),
      value: Value,
    }),
    response: z.object({ secret: SecretView }),
    errors: ['secret.invalid', 'stream.conflict'],
  },
  'GET /secrets': {
    function: 'secrets',
    summary: 'List your secrets by name, without their values',
    auth: 'owner',
    status: 200,
    idempotent: false,
    response: z.object({ items: z.array(SecretView) }),
    errors: [],
  },
  'DELETE /secrets/{name}': {
    function: 'secrets',
    summary: 'Remove a secret',
    auth: 'owner',
    status: 200,
    idempotent: false,
    params: z.object({ name: z.string().min(1).max(100) }),
    response: z.object({ removed: z.string() }),
    errors: ['secret.not-found'],
  },
} as const satisfies RouteTable;
