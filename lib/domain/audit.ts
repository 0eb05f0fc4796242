/** The owner's account of what happened to their access: immutable entries, beside the events of sessions and tasks. */

import * as z from 'zod';
import { KeyScope } from './api-key.ts';

export const AuditEntry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('key.created'),
    at: z.string(),
    keyId: z.string(),
    name: z.string(),
    scopes: z.array(KeyScope),
    expiresAt: z.string().optional(),
  }),
  /** The first use only: it tells that the key left its owner's hands. */
  z.object({ type: z.literal('key.used'), at: z.string(), keyId: z.string() }),
  z.object({ type: z.literal('key.revoked'), at: z.string(), keyId: z.string() }),
]);
export type AuditEntry = z.infer<typeof AuditEntry>;
