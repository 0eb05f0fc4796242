/** The environment that the handlers run in: the settings a person gave and the addresses of the local parts. Starts nothing. */

import type { DataFolder } from './data-folder.ts';

export type Settings = Readonly<Record<string, string>>;

/** Passed on to the handlers from the given environment; all else is ours or absent. */
const PASSED = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'ERRAND_MODEL_PRICE',
  'ERRAND_MODEL_IMAGES',
  'ERRAND_ALLOW_HOSTS',
  'ERRAND_OIDC_ISSUER',
  'ERRAND_OIDC_AUDIENCE',
  'ERRAND_OIDC_JWKS_URL',
  'ERRAND_OIDC_TENANT_CLAIM',
  'ERRAND_LIMIT_REQUESTS',
  'ERRAND_LIMIT_BURST',
  'ERRAND_LIMIT_TASKS_RUNNING',
  'ERRAND_LIMIT_TASKS_DAY',
  'ERRAND_LIMIT_USD_DAY',
  'ERRAND_SECRETS_KEY_FILE',
  'ERRAND_PARK_AFTER',
  'ERRAND_YIELD_BEFORE',
  'CHROME_PATH',
  'ERRAND_CHROME_DIR',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'ERRAND_METRICS',
  'ERRAND_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'POWERTOOLS_LOG_LEVEL',
  'HOME',
  'PATH',
  'TMPDIR',
  'NODE_EXTRA_CA_CERTS',
];

/** Empty is the same as absent. */
export function pickSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return Object.fromEntries(
    PASSED.flatMap(name => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])),
  );
}

export const TABLE = 'errand';
export const REGION = 'us-east-1';
/** The emulators take any; a person's real ones are never sent to them. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface LocalParts {
  readonly settings: Settings;
  readonly folder: DataFolder;
  readonly dynamoEndpoint: string;
  readonly storage: { readonly endpoint: string; readonly bucket: string; readonly queueUrl: string };
  /** Of the sockets. */
  readonly managementEndpoint: string;
  /** Where Chromium is unpacked. */
  readonly cache: string;
}

export function makeEnvironment(parts: LocalParts): Settings {
  const { settings, folder, dynamoEndpoint, storage, managementEndpoint, cache } = parts;
  return {
    POWERTOOLS_LOG_LEVEL: 'WARN',
    ERRAND_CHROME_DIR: cache,
    ERRAND_SECRETS_KEY_FILE: folder.secretsKeyFile,
    ...settings,
    ERRAND_LOCAL: '1',
    ERRAND_TABLE: TABLE,
    ERRAND_BUCKET: storage.bucket,
    ERRAND_QUEUE_URL: storage.queueUrl,
    ERRAND_SOCKET_ENDPOINT: managementEndpoint,
    ERRAND_DEV_SECRET: folder.secret,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
    AWS_ENDPOINT_URL_SQS: storage.endpoint,
    AWS_ENDPOINT_URL_S3: storage.endpoint,
  };
}
