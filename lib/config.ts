/** Reads the environment once, strictly. The only place that knows the names of settings; builds nothing. */

import * as z from 'zod';
import { ErrandError } from './domain/errors.ts';

const text = z.string().trim().min(1);
const address = z.url({ protocol: /^https?$/, error: 'an http or https address' });
const hostAndPort = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}$/i;

const price = z
  .string()
  .regex(/^\d+(\.\d+)?,\d+(\.\d+)?$/, 'US dollars for a million tokens of input and of output, such as 0.25,2')
  .transform(value => value.split(',').map(Number));

const list = (entry: z.ZodType<string, string>) =>
  z
    .string()
    .transform(value => value.split(',').flatMap(part => part.trim() || []))
    .pipe(z.array(entry));

/** Empty is the same as absent: that is how shells and Lambda consoles leave settings out. */
const Settings = z.object({
  ERRAND_TABLE: text.optional(),
  ERRAND_BUCKET: text.optional(),
  ERRAND_QUEUE_URL: address.optional(),
  ERRAND_SOCKET_ENDPOINT: address.optional(),
  ERRAND_DEV_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  ERRAND_LOCAL: z.enum(['1'], 'only 1, or left out').optional(),
  ERRAND_ORIGINS: list(z.url({ error: 'origins such as https://example.com, separated by commas' })).optional(),
  ERRAND_ALLOW_HOSTS: list(
    z.string().regex(hostAndPort, 'host:port entries such as 127.0.0.1:4311, separated by commas'),
  ).optional(),
  ERRAND_CHROME_DIR: text.optional(),
  CHROME_PATH: text.optional(),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: address.optional(),
  OPENAI_MODEL: text.optional(),
  ERRAND_MODEL_PRICE: price.optional(),
  ERRAND_MODEL_IMAGES: z.enum(['on', 'off'], 'on or off').optional(),
  AWS_REGION: text.optional(),
  AWS_ENDPOINT_URL_DYNAMODB: address.optional(),
  AWS_ENDPOINT_URL_SQS: address.optional(),
  AWS_ENDPOINT_URL_S3: address.optional(),
  AWS_LAMBDA_FUNCTION_NAME: text.optional(),
});

/** Their values are never shown. */
const SECRET: ReadonlySet<string> = new Set(['ERRAND_DEV_SECRET', 'OPENAI_API_KEY']);

export interface OpenAiSettings {
  readonly apiKey: string;
  /** Undefined: OpenAI's own. */
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** US dollars for a million tokens; undefined: by the model's name. */
  readonly price: { readonly input: number; readonly output: number } | undefined;
  /** Whether it is shown a picture of each page. */
  readonly seesImages: boolean;
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
  readonly origins: readonly string[];
  /** Exact host:port that the browser may reach although not public. */
  readonly allowHosts: readonly string[];
  readonly chromeDir: string | undefined;
  readonly chromePath: string | undefined;
  /** Undefined: the built-in offline model answers. */
  readonly openAi: OpenAiSettings | undefined;
  readonly region: string | undefined;
  readonly endpoints: {
    readonly dynamo: string | undefined;
    readonly sqs: string | undefined;
    readonly s3: string | undefined;
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_MODEL = 'gpt-5-mini';

/** Throws `config.invalid`, naming each variable that is wrong, its value and what is allowed. */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.keys(Settings.shape).map(name => [name, env[name]?.trim() || undefined]));
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
    origins: settings.ERRAND_ORIGINS ?? [],
    allowHosts: settings.ERRAND_ALLOW_HOSTS ?? [],
    chromeDir: settings.ERRAND_CHROME_DIR,
    chromePath: settings.CHROME_PATH,
    openAi: openAiOf(settings),
    region: settings.AWS_REGION,
    endpoints: {
      dynamo: settings.AWS_ENDPOINT_URL_DYNAMODB,
      sqs: settings.AWS_ENDPOINT_URL_SQS,
      s3: settings.AWS_ENDPOINT_URL_S3,
    },
  };
}

/** A compatible server of one's own often takes any key, so the address alone chooses it. */
function openAiOf(settings: z.infer<typeof Settings>): Config['openAi'] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model = DEFAULT_MODEL } = settings;
  if (apiKey === undefined && baseUrl === undefined) return undefined;
  const [input = 0, output = 0] = settings.ERRAND_MODEL_PRICE ?? [];
  const price = settings.ERRAND_MODEL_PRICE === undefined ? undefined : { input, output };
  // OpenAI's own models see; of an unknown endpoint it is not assumed, because one that does not see refuses the request.
  const images = settings.ERRAND_MODEL_IMAGES ?? (baseUrl === undefined ? 'on' : 'off');
  return { apiKey: apiKey ?? 'none', baseUrl, model, price, seesImages: images === 'on' };
}

function invalid(error: z.ZodError, given: Environment): ErrandError {
  const faults = error.issues.map(issue => {
    const name = String(issue.path[0] ?? '');
    const value = SECRET.has(name) ? '(secret)' : JSON.stringify(given[name]);
    return { path: name, value, message: issue.message };
  });
  const detail = faults.map(({ path, value, message }) => `${path} is ${value}; allowed: ${message}.`).join(' ');
  return new ErrandError('config.invalid', detail, { errors: faults });
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
