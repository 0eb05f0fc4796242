/** The words of the page where one signs in. */

export const signInStrings = {
  title: 'Sign in to Errand',
  lead: 'Tasks, secrets and files here belong to whoever signs in.',
  signIn: 'Sign in',
  signingIn: 'On the way',
  at: (host: string): string => `at ${host}`,
  refused: 'The sign-in did not work.',
  notBegun: 'The place to sign in could not be reached.',
  ended: 'Your sign-in has ended. What ran goes on; sign in again to see it.',
  withToken: 'Or use an access token',
  noSignIn:
    'This console was set up without a place to sign in, so it takes an access token of the issuer that the API trusts.',
  token: 'Access token',
  tokenHint: 'For this tab only; it is forgotten when the tab is closed.',
  use: 'Use it',
  checking: 'Checking',
  tokenRefused: 'The API does not take this token.',
} as const;
