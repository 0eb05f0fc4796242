/** Reads the environment once, strictly. The only place that knows the names of settings; builds nothing. */

import * as z from 'zod';
import { ErrandError } from './domain/errors.ts';
import { defaultLimits, type Limits, localLimits } from './domain/quota.ts';
import { address, count, host, issuer, list, money, origin, price, seconds, text } from './domain/setting-kinds.ts';

/** Empty is the same as absent: that is how shells and Lambda consoles leave settings out. */
const Settings = z.object({
  ERRAND_TABLE: text.optional(),
  ERRAND_BUCKET: text.optional(),
  ERRAND_QUEUE_URL: address.optional(),
  ERRAND_SOCKET_ENDPOINT: address.optional(),
  ERRAND_DEV_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  ERRAND_LOCAL: z.enum(['1'], 'only 1, or left out').optional(),
  ERRAND_OIDC_ISSUER: issuer.optional(),
  ERRAND_OIDC_AUDIENCE: list(text).optional(),
  ERRAND_OIDC_JWKS_URL: issuer.optional(),
  ERRAND_OIDC_TENANT_CLAIM: text.optional(),
  ERRAND_LIMIT_REQUESTS: count.optional(),
  ERRAND_LIMIT_BURST: count.optional(),
  ERRAND_LIMIT_TASKS_RUNNING: count.optional(),
  ERRAND_LIMIT_TASKS_DAY: count.optional(),
  ERRAND_LIMIT_USD_DAY: money.optional(),
  ERRAND_ORIGINS: list(origin).optional(),
  ERRAND_ALLOW_HOSTS: list(host).optional(),
  ERRAND_SECRETS_KEY_FILE: text.optional(),
  ERRAND_SECRETS_KMS_KEY: text.optional(),
  ERRAND_PARK_AFTER: seconds.optional(),
  ERRAND_YIELD_BEFORE: seconds.optional(),
  ERRAND_CHROME_DIR: text.optional(),
  CHROME_PATH: text.optional(),
  OPENAI_API_KEY: text.optional(),
  ERRAND_MODEL_KEY_SECRET: text.optional(),
  OPENAI_BASE_URL: address.optional(),
  OPENAI_MODEL: text.optional(),
  ERRAND_MODEL_PRICE: price.optional(),
  ERRAND_MODEL_IMAGES: z.enum(['on', 'off'], 'on or off').optional(),
  ERRAND_METRICS: z.enum(['on', 'off'], 'on or off').optional(),
  ERRAND_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  AWS_REGION: text.optional(),
  AWS_ENDPOINT_URL_DYNAMODB: address.optional(),
  AWS_ENDPOINT_URL_SQS: address.optional(),
  AWS_ENDPOINT_URL_S3: address.optional(),
  AWS_ENDPOINT_URL_KMS: address.optional(),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: address.optional(),
  AWS_LAMBDA_FUNCTION_NAME: text.optional(),
  AWS_LAMBDA_RUNTIME_API: text.optional(),
  AWS_EXECUTION_ENV: text.optional(),
});

export const settingNames = Object.keys(Settings.shape) as readonly (keyof typeof Settings.shape)[];

/** Their values are never shown. */
const SECRET: ReadonlySet<string> = new Set(['ERRAND_DEV_SECRET', 'OPENAI_API_KEY']);

export interface OpenAiSettings {
  readonly apiKey: string;
  /** Of Secrets Manager, by ARN or name: where the key lies instead, so that it stands in no function's settings. */
  readonly keySecret: string | undefined;
  /** Undefined: OpenAI's own. */
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** US dollars for a million tokens; undefined: by the model's name. */
  readonly price: { readonly input: number; readonly output: number } | undefined;
  /** Whether it is shown a picture of each page. */
  readonly seesImages: boolean;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwksUrl: string | undefined;
  readonly tenantClaim: string | undefined;
}

export interface Config {
  readonly table: string | undefined;
  readonly bucket: string | undefined;
  readonly queueUrl: string | undefined;
  /** Of the sockets' management API. */
  readonly socketEndpoint: string | undefined;
  readonly devSecret: string | undefined;
  /** True in the local cloud. */
  readonly isLocal: boolean;
  readonly isLambda: boolean;
  /** By what AWS itself sets and lets nobody override: then the dev identity is refused, whatever else is set. */
  readonly isOnAws: boolean;
  /** Undefined: no issuer's tokens are taken. */
  readonly oidc: OidcConfig | undefined;
  readonly limits: Limits;
  /** How long a worker waits for a person in place, and how long before its deadline it begins no new step; in ms. */
  readonly parkAfterMs: number | undefined;
  readonly yieldBeforeMs: number | undefined;
  readonly origins: readonly string[];
  /** Exact host:port that the browser may reach although not public. */
  readonly allowHosts: readonly string[];
  /** What keeps the secrets: a key file on a laptop, or the id of a KMS key. */
  readonly secretsKeyFile: string | undefined;
  readonly secretsKmsKey: string | undefined;
  readonly chromeDir: string | undefined;
  readonly chromePath: string | undefined;
  /** Undefined: the built-in offline model answers. */
  readonly openAi: OpenAiSettings | undefined;
  /** Whether figures are written for CloudWatch. Left out: in the cloud they are, on a laptop not. */
  readonly writesMetrics: boolean;
  /** Where traces go, without `/v1/traces`; undefined: nowhere, and none are made. */
  readonly otlpEndpoint: string | undefined;
  readonly functionName: string | undefined;
  readonly region: string | undefined;
  readonly endpoints: {
    readonly dynamo: string | undefined;
    readonly sqs: string | undefined;
    readonly s3: string | undefined;
    readonly kms: string | undefined;
    readonly secretsManager: string | undefined;
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_MODEL = 'gpt-5-mini';

/** Throws `config.invalid`, naming each variable that is wrong, its value and what is allowed. */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(settingNames.map(name => [name, env[name]?.trim() || undefined]));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error, given);
  const settings = parsed.data;
  return {
    table: settings.ERRAND_TABLE,
    bucket: settings.ERRAND_BUCKET,
    queueUrl: settings.ERRAND_QUEUE_URL,
    socketEndpoint: settings.ERRAND_SOCKET_ENDPOINT,
    devSecret: settings.ERRAND_DEV_SECRET,
    isLocal: settings.ERRAND_LOCAL === '1',
    isLambda: settings.AWS_LAMBDA_FUNCTION_NAME !== undefined,
    isOnAws: isOnAws(settings),
    oidc: oidcOf(settings),
    limits: limitsOf(settings),
    parkAfterMs: inMs(settings.ERRAND_PARK_AFTER),
    yieldBeforeMs: inMs(settings.ERRAND_YIELD_BEFORE),
    origins: settings.ERRAND_ORIGINS ?? [],
    allowHosts: settings.ERRAND_ALLOW_HOSTS ?? [],
    secretsKeyFile: settings.ERRAND_SECRETS_KEY_FILE,
    secretsKmsKey: settings.ERRAND_SECRETS_KMS_KEY,
    chromeDir: settings.ERRAND_CHROME_DIR,
    chromePath: settings.CHROME_PATH,
    openAi: openAiOf(settings),
    writesMetrics: (settings.ERRAND_METRICS ?? (isOnAws(settings) ? 'on' : 'off')) === 'on',
    otlpEndpoint: settings.ERRAND_OTLP_ENDPOINT ?? settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    functionName: settings.AWS_LAMBDA_FUNCTION_NAME,
    region: settings.AWS_REGION,
    endpoints: {
      dynamo: settings.AWS_ENDPOINT_URL_DYNAMODB,
      sqs: settings.AWS_ENDPOINT_URL_SQS,
      s3: settings.AWS_ENDPOINT_URL_S3,
      kms: settings.AWS_ENDPOINT_URL_KMS,
      secretsManager: settings.AWS_ENDPOINT_URL_SECRETS_MANAGER,
    },
  };
}

/** Lambda reserves these names; a container service sets the second. */
const isOnAws = ({ AWS_LAMBDA_RUNTIME_API: api, AWS_EXECUTION_ENV: environment }: z.infer<typeof Settings>): boolean =>
  api !== undefined || /^AWS_(Lambda|ECS)/i.test(environment ?? '');

function oidcOf(settings: z.infer<typeof Settings>): Config['oidc'] {
  const { ERRAND_OIDC_ISSUER: issuer, ERRAND_OIDC_AUDIENCE: audiences = [] } = settings;
  if (issuer === undefined) return undefined;
  if (audiences.length === 0) {
    // Without it a token made for any other application of the issuer would open this one.
    throw new ErrandError('config.invalid', 'ERRAND_OIDC_AUDIENCE is not set, and ERRAND_OIDC_ISSUER needs it.');
  }
  const { ERRAND_OIDC_JWKS_URL: jwksUrl, ERRAND_OIDC_TENANT_CLAIM: tenantClaim } = settings;
  return { issuer, audiences, jwksUrl, tenantClaim };
}

const inMs = (given: number | undefined): number | undefined => (given === undefined ? undefined : given * 1_000);

function limitsOf(settings: z.infer<typeof Settings>): Limits {
  const base = settings.ERRAND_LOCAL === '1' ? localLimits : defaultLimits;
  return {
    requestsPerMinute: settings.ERRAND_LIMIT_REQUESTS ?? base.requestsPerMinute,
    burst: settings.ERRAND_LIMIT_BURST ?? base.burst,
    runningTasks: settings.ERRAND_LIMIT_TASKS_RUNNING ?? base.runningTasks,
    tasksPerDay: settings.ERRAND_LIMIT_TASKS_DAY ?? base.tasksPerDay,
    usdPerDay: settings.ERRAND_LIMIT_USD_DAY ?? base.usdPerDay,
  };
}

/** A compatible server of one's own often takes any key, so the address alone chooses it. */
function openAiOf(settings: z.infer<typeof Settings>): Config['openAi'] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model = DEFAULT_MODEL } = settings;
  const keySecret = apiKey === undefined ? settings.ERRAND_MODEL_KEY_SECRET : undefined;
  if (apiKey === undefined && baseUrl === undefined && keySecret === undefined) return undefined;
  const [input = 0, output = 0] = settings.ERRAND_MODEL_PRICE ?? [];
  const price = settings.ERRAND_MODEL_PRICE === undefined ? undefined : { input, output };
  // OpenAI's own models see; of an unknown endpoint it is not assumed, because one that does not see refuses the request.
  const images = settings.ERRAND_MODEL_IMAGES ?? (baseUrl === undefined ? 'on' : 'off');
  return { apiKey: apiKey ?? 'none', keySecret, baseUrl, model, price, seesImages: images === 'on' };
}

function invalid(error: z.ZodError, given: Environment): ErrandError {
  const first = new Map(error.issues.toReversed().map(issue => [String(issue.path[0] ?? ''), issue.message]));
  const faults = [...first].reverse().map(([path, message]) => ({ path, value: shown(path, given[path]), message }));
  const detail = faults.map(({ path, value, message }) => `${path} is ${value}; allowed: ${message}.`).join(' ');
  return new ErrandError('config.invalid', detail, { errors: faults });
}

const MAX_SHOWN_CHARS = 100;

/** Quoted and cut; a password that stands in an address is left out. */
function shown(name: string, value = ''): string {
  if (SECRET.has(name)) return '(secret)';
  const safe = value.replace(/\/\/[^/@\s]*@/g, '//…@');
  return JSON.stringify(safe.length > MAX_SHOWN_CHARS ? `${safe.slice(0, MAX_SHOWN_CHARS)}…` : safe);
}

const NAMES = {
  table: 'ERRAND_TABLE',
  bucket: 'ERRAND_BUCKET',
  queueUrl: 'ERRAND_QUEUE_URL',
  socketEndpoint: 'ERRAND_SOCKET_ENDPOINT',
  devSecret: 'ERRAND_DEV_SECRET',
} as const;

/** A setting that this function cannot do without. Throws `config.invalid`. */
export function need(config: Config, name: keyof typeof NAMES): string {
  const value = config[name];
  if (value !== undefined) return value;
  throw new ErrandError('config.invalid', `${NAMES[name]} is not set, and this function needs it.`);
}
