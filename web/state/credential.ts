/** The token that a person signed in with: for this tab only, and gone when it is closed or its time is over. */

export interface Credential {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

const KEY = 'errand.credential';

/** Undefined where there is none, or its time is over. */
export function readCredential(stored: string | null, now: number): Credential | undefined {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (typeof value !== 'object' || value === null) return undefined;
    const [token, until]: unknown[] = [Reflect.get(value, 'token'), Reflect.get(value, 'until')];
    if (typeof token !== 'string' || token === '' || typeof until !== 'number') return undefined;
    return until > now ? { token, until } : undefined;
  } catch {
    return undefined;
  }
}

/** A browser may refuse storage altogether; then nobody is kept. */
export function keptCredential(now: number = Date.now()): Credential | undefined {
  try {
    return readCredential(sessionStorage.getItem(KEY), now);
  } catch {
    return undefined;
  }
}

export const keepCredential = (credential: Credential): void => sessionStorage.setItem(KEY, JSON.stringify(credential));

export const forgetCredential = (): void => sessionStorage.removeItem(KEY);
