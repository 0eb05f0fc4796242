/** The console's configuration, fetched from where the page came from. Holds no default for the token. */

export interface ConsoleConfig {
  readonly apiUrl: string;
  readonly socketUrl: string;
  readonly token: string;
  readonly model: string;
  /** True where the built-in offline model answers. */
  readonly offline: boolean;
  /** Requests the offline model understands. */
  readonly examples: readonly string[];
}

export async function fetchConfig(): Promise<ConsoleConfig> {
  const response = await fetch('config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`GET config.json answered ${response.status}`);
  const parsed: unknown = await response.json();
  if (typeof parsed !== 'object' || parsed === null) throw new Error('config.json is not an object');
  const text = (name: string): string => {
    const value: unknown = Reflect.get(parsed, name);
    return typeof value === 'string' ? value : '';
  };
  const examples: unknown = Reflect.get(parsed, 'examples');
  return {
    apiUrl: text('apiUrl'),
    socketUrl: text('socketUrl'),
    token: text('token'),
    model: text('model'),
    offline: Reflect.get(parsed, 'offline') === true,
    examples: Array.isArray(examples) ? examples.filter(example => typeof example === 'string') : [],
  };
}
