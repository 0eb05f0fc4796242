/** What the service remembers of one browser: the sign-in, a draft and what was submitted. Knows no HTTP. */

import type { Answers } from './field.ts';

export interface Application {
  readonly reference: string;
  readonly answers: Answers;
  status: 'Received' | 'Withdrawn';
}

export interface Citizen {
  user: string | undefined;
  /** Milliseconds since 1970; the sign-in is over then. A draft outlives it. */
  signedInUntil: number;
  draft: Record<string, string> | undefined;
  readonly applications: Application[];
}

export const newCitizen = (): Citizen => ({ user: undefined, signedInUntil: 0, draft: undefined, applications: [] });

/** The only account there is. */
export const isAccount = (user: string, password: string): boolean => user === 'demo' && password === 'demo-pass';
