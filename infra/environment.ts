/** The variables of each function, by the names of lib/config.ts. Holds no secret, only where one lies. */

import type { settingNames } from '../lib/config.ts';
import type { Settings } from './settings.ts';

export type VariableName = (typeof settingNames)[number];
export type Environment = Readonly<Partial<Record<VariableName, string>>>;

/** Where the parts are; tokens until the deployment. */
export interface Places {
  readonly table: string;
  readonly bucket: string;
  readonly queueUrl: string;
  /** Of other services' requests. */
  readonly requestsUrl: string;
  readonly socketEndpoint: string;
  readonly consoleOrigin: string;
  readonly apiOrigin: string;
  readonly secretsKey: string;
  /** Undefined: the offline model. */
  readonly modelKeySecret: string | undefined;
}

const limitNames = {
  ERRAND_LIMIT_REQUESTS: 'limitRequests',
  ERRAND_LIMIT_BURST: 'limitBurst',
  ERRAND_LIMIT_TASKS_RUNNING: 'limitTasksRunning',
  ERRAND_LIMIT_TASKS_DAY: 'limitTasksDay',
  ERRAND_LIMIT_USD_DAY: 'limitUsdDay',
} as const satisfies Readonly<Partial<Record<VariableName, keyof Settings>>>;

export function environments(settings: Settings, places: Places) {
  const table = { ERRAND_TABLE: places.table };
  const limits = given(Object.fromEntries(Object.entries(limitNames).map(([name, from]) => [name, settings[from]])));
  const origins = [places.consoleOrigin, ...settings.origins].join(',');
  const endpoint = { ERRAND_ORIGINS: origins, ...limits };
  const bucket = { ERRAND_BUCKET: places.bucket };
  const socket = { ERRAND_SOCKET_ENDPOINT: places.socketEndpoint };
  const secrets = { ERRAND_SECRETS_KMS_KEY: places.secretsKey };
  const model = modelOf(settings, places);
  return {
    account: { ...table, ...endpoint },
    secrets: { ...table, ...endpoint, ...secrets },
    sessions: { ...table, ...endpoint, ...model },
    consent: { ...table, ...endpoint },
    tasks: { ...table, ...endpoint, ...bucket },
    docs: endpoint,
    authorizer: { ...table, ...oidcOf(settings) },
    socket: { ...table, ...socket, ...limits },
    relay: { ...table, ...socket, ERRAND_QUEUE_URL: places.queueUrl },
    reaper: table,
    // From which it takes, to give back at once what is no request.
    ingress: { ...table, ...limits, ...model, ERRAND_QUEUE_URL: places.requestsUrl },
    worker: {
      ...table,
      ...bucket,
      ...socket,
      ...secrets,
      ...model,
      // From which it takes, to give back at once what is no message of ours.
      ERRAND_QUEUE_URL: places.queueUrl,
      // The worker answers no page; these are names that a page must not make its browser talk to.
      ERRAND_ORIGINS: [places.consoleOrigin, places.apiOrigin].join(','),
    },
  } as const satisfies Readonly<Record<string, Environment>>;
}

export type FunctionName = keyof ReturnType<typeof environments>;

function modelOf(settings: Settings, { modelKeySecret }: Places): Environment {
  return given({
    ERRAND_MODEL_KEY_SECRET: modelKeySecret,
    OPENAI_BASE_URL: settings.modelBaseUrl,
    OPENAI_MODEL: settings.model,
    ERRAND_MODEL_PRICE: settings.modelPrice,
    ERRAND_MODEL_IMAGES: settings.modelImages,
  });
}

const oidcOf = (settings: Settings): Environment =>
  given({
    ERRAND_OIDC_ISSUER: settings.oidcIssuer,
    ERRAND_OIDC_AUDIENCE: settings.oidcAudience,
    ERRAND_OIDC_JWKS_URL: settings.oidcJwksUrl,
    ERRAND_OIDC_TENANT_CLAIM: settings.oidcTenantClaim,
  });

const given = (values: Readonly<Partial<Record<VariableName, unknown>>>): Environment =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
