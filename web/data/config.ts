/** The console's configuration, fetched from where the page came from. Holds no default for the token. */

/** Where a person signs in: an OpenID Connect issuer that knows this console as a public client. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Whom the access token must be for, where the issuer wants to be told. */
  readonly audience?: string | undefined;
}

export interface ConsoleConfig {
  readonly apiUrl: string;
  readonly socketUrl: string;
  /** Empty where whoever opens the page has to sign in. */
  readonly token: string;
  readonly signIn?: SignIn | undefined;
  readonly model: string;
  /** True where the built-in offline model answers. */
  readonly offline: boolean;
  /** Requests the offline model understands. */
  readonly examples: readonly string[];
}

const textOf = (from: object, name: string): string => {
  const value: unknown = Reflect.get(from, name);
  return typeof value === 'string' ? value : '';
};

export async function fetchConfig(): Promise<ConsoleConfig> {
  const response = await fetch('config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`GET config.json answered ${response.status}`);
  const parsed: unknown = await response.json();
  if (typeof parsed !== 'object' || parsed === null) throw new Error('config.json is not an object');
  const examples: unknown = Reflect.get(parsed, 'examples');
  return {
    apiUrl: textOf(parsed, 'apiUrl'),
    socketUrl: textOf(parsed, 'socketUrl'),
    token: textOf(parsed, 'token'),
    signIn: signInOf(Reflect.get(parsed, 'signIn')),
    model: textOf(parsed, 'model'),
    offline: Reflect.get(parsed, 'offline') === true,
    examples: Array.isArray(examples) ? examples.filter(example => typeof example === 'string') : [],
  };
}

function signInOf(given: unknown): SignIn | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const [issuer, clientId] = [textOf(given, 'issuer'), textOf(given, 'clientId')];
  if (issuer === '' || clientId === '') return undefined;
  const audience = textOf(given, 'audience');
  return {
    issuer,
    clientId,
    scope: textOf(given, 'scope') || 'openid',
    ...(audience === '' ? {} : { audience }),
  };
}
