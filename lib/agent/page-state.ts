/** What of a browser is kept when a run is parked, so that another browser can go on from it. Versioned; holds no secret, only references. */

import * as z from 'zod';
import { ErrandError } from '../domain/errors.ts';
import { Locators } from '../domain/locator.ts';

export const PAGE_STATE_VERSION = 1;
/** Of the whole state as JSON, in UTF-8. */
export const MAX_STATE_BYTES = 1_000_000;

export const SavedCookie = z.object({
  name: z.string(),
  value: z.string(),
  /** With a dot in front where subdomains get it too. */
  domain: z.string(),
  path: z.string(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
  /** Seconds since the epoch; none for one that ends with the browser. */
  expires: z.number().optional(),
  priority: z.enum(['Low', 'Medium', 'High']).optional(),
  sourceScheme: z.enum(['Unset', 'NonSecure', 'Secure']).optional(),
  sourcePort: z.int().optional(),
  /** Of one that a page of another site keeps apart. */
  partitionKey: z.object({ topLevelSite: z.string(), hasCrossSiteAncestor: z.boolean() }).optional(),
});
export type SavedCookie = z.infer<typeof SavedCookie>;

const Entries = z.array(z.tuple([z.string(), z.string()]));

/** Whose a storage is: an origin's own, or the one that it has inside pages of another site. */
const place = { origin: z.string(), under: z.string().optional() };

/** A key or value of IndexedDB: JSON as it is, everything else as `{t, v}`. */
const Encoded = z.json();

export const SavedDatabase = z.object({
  name: z.string(),
  version: z.int().min(1),
  stores: z.array(
    z.object({
      name: z.string(),
      keyPath: z.union([z.string(), z.array(z.string()), z.null()]),
      autoIncrement: z.boolean(),
      indexes: z.array(
        z.object({
          name: z.string(),
          keyPath: z.union([z.string(), z.array(z.string())]),
          unique: z.boolean(),
          multiEntry: z.boolean(),
        }),
      ),
      records: z.array(z.object({ key: Encoded, value: Encoded })),
    }),
  ),
});
export type SavedDatabase = z.infer<typeof SavedDatabase>;

export const SavedStore = z.object({ ...place, local: Entries, databases: z.array(SavedDatabase) });
export type SavedStore = z.infer<typeof SavedStore>;

export const SavedSession = z.object({ ...place, entries: Entries });
export type SavedSession = z.infer<typeof SavedSession>;

/** What a field held. `secret` names what is to be asked for again; of what is withheld nothing is known. */
export const FieldContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), value: z.string() }),
  z.object({ kind: z.literal('secret'), reference: z.string() }),
  z.object({ kind: z.literal('options'), labels: z.array(z.string()) }),
  z.object({ kind: z.literal('ticked'), on: z.boolean() }),
  z.object({ kind: z.literal('withheld'), why: z.string() }),
]);
export type FieldContent = z.infer<typeof FieldContent>;

export const SavedField = z.object({ locators: Locators, content: FieldContent });
export type SavedField = z.infer<typeof SavedField>;

/** Without locators it is the page itself. */
export const SavedScroll = z.object({ locators: Locators.optional(), x: z.number(), y: z.number() });
export type SavedScroll = z.infer<typeof SavedScroll>;

export const SavedTab = z.object({
  url: z.string(),
  title: z.string(),
  active: z.boolean(),
  /** The page is the answer to a form that was sent by POST. */
  sent: z.boolean(),
  /** Pages to go back to. */
  back: z.int().min(0),
  /** Another tab opened it, and the two may know each other. */
  opened: z.boolean(),
  sessions: z.array(SavedSession),
  fields: z.array(SavedField),
  scroll: z.array(SavedScroll),
});
export type SavedTab = z.infer<typeof SavedTab>;

export const PageState = z.object({
  v: z.literal(PAGE_STATE_VERSION),
  cookies: z.array(SavedCookie),
  stores: z.array(SavedStore),
  tabs: z.array(SavedTab),
  /** Sentences: what there was and is not in here. */
  notSaved: z.array(z.string()),
});
export type PageState = z.infer<typeof PageState>;

/** Throws `checkpoint.unknown-version`, also for what is no state at all. */
export function readPageState(given: unknown): PageState {
  const version = typeof given === 'object' && given !== null && 'v' in given ? given.v : undefined;
  if (version !== PAGE_STATE_VERSION) {
    const found = typeof version === 'number' ? `version ${version}` : 'no version';
    throw new ErrandError(
      'checkpoint.unknown-version',
      `The saved page has ${found}; this Errand reads version ${PAGE_STATE_VERSION}.`,
      { version, reads: [PAGE_STATE_VERSION] },
    );
  }
  const parsed = PageState.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ErrandError(
    'checkpoint.unknown-version',
    `The saved page says version ${PAGE_STATE_VERSION} but is not one: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}
