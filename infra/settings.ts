/** What whoever deploys may choose, read strictly from the CDK's context (`-c name=value`, or cdk.json). Builds nothing. */

import type { Node } from 'constructs';
import * as z from 'zod';

const text = z.string().trim().min(1);
const list = text.transform(value => value.split(',').flatMap(part => part.trim() || []));
const count = z.coerce.number().int().min(1);

const Context = z.object({
  /** `zip` is for emulators without Docker. */
  worker: z.enum(['image', 'zip']).default('image'),
  /** `none` leaves out the CDK's own function that uploads the console: it is Python with an SDK that emulators lack. */
  consoleFiles: z.enum(['upload', 'none']).default('upload'),
  bundles: text.default('node_modules/.cache/errand/bundles'),
  oidcIssuer: z.url().optional(),
  oidcAudience: text.optional(),
  oidcJwksUrl: z.url().optional(),
  oidcTenantClaim: text.optional(),
  /** Of the console, as a public client of the issuer that may come back to the console's address. Left out: one brings a token. */
  oidcClientId: text.optional(),
  /** What the console asks the issuer for. */
  oidcScope: text.default('openid'),
  /** Where the issuer's token endpoint lies where that is another origin than its own, as Cognito's. */
  oidcOrigins: list.pipe(z.array(z.url())).default([]),
  /** `none`: the built-in offline model answers, and no secret is made. */
  modelKey: z.enum(['secret', 'none']).default('secret'),
  modelBaseUrl: z.url().optional(),
  model: text.optional(),
  modelPrice: text.optional(),
  modelImages: z.enum(['on', 'off']).optional(),
  /** Of other pages than the console that may call the API. */
  origins: list.pipe(z.array(z.url())).default([]),
  maxWorkers: count.min(2, 'SQS takes 2 at least').max(1_000).default(10),
  limitRequests: text.optional(),
  limitBurst: text.optional(),
  limitTasksRunning: text.optional(),
  limitTasksDay: text.optional(),
  limitUsdDay: text.optional(),
  alarmEmail: z.email().optional(),
  /** Left out: files are kept until somebody deletes them. */
  artifactDays: count.optional(),
});
export type Settings = z.infer<typeof Context>;
export const settingNames = Object.keys(Context.shape);

/** Throws where a value is not allowed; a name that is not ours is left to the CDK, which has many. */
export function readSettings(node: Node): Settings {
  const given = Object.fromEntries(
    settingNames.map(name => [name, (node.tryGetContext(name) as unknown) ?? undefined]),
  );
  const parsed = Context.safeParse(given);
  if (!parsed.success) throw new Error(`The context (-c name=value) is not right.\n${z.prettifyError(parsed.error)}`);
  const { oidcIssuer, oidcAudience, oidcClientId } = parsed.data;
  if (oidcIssuer !== undefined && oidcAudience === undefined)
    throw new Error('oidcIssuer needs oidcAudience: else a token for any other application of the issuer would do.');
  if (oidcClientId !== undefined && oidcIssuer === undefined)
    throw new Error('oidcClientId needs oidcIssuer: a client of whom?');
  return parsed.data;
}
