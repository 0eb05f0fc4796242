/** Signs a person in at an OpenID Connect issuer: authorization code with PKCE, as a public client. Keeps no token; fetched only where one signs in. */

import * as oauth from 'oauth4webapi';
import type { SignIn } from './config.ts';

const KEY = 'errand.sign-in';
/** Where an issuer does not say how long its token is good. */
const SHORT_SECONDS = 300;

/** What must be the same when the person comes back. */
interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the person was. */
  readonly hash: string;
}

export interface SignedIn {
  readonly token: string;
  readonly until: number;
  readonly hash: string;
}

const here = (): string => `${location.origin}${location.pathname}`;

/** Plain HTTP only to this machine itself. */
function optionsFor(issuer: string): { [oauth.allowInsecureRequests]?: boolean } {
  const { protocol, hostname } = new URL(issuer);
  const isOwn = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
  return isOwn ? { [oauth.allowInsecureRequests]: true } : {};
}

async function discover({ issuer }: SignIn): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, optionsFor(issuer)));
}

/** Leaves the page for the issuer's. */
export async function beginSignIn(signIn: SignIn): Promise<void> {
  const server = await discover(signIn);
  if (server.authorization_endpoint === undefined) throw new Error(`${signIn.issuer} names no place to sign in.`);
  const begun: Begun = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    hash: location.hash,
  };
  sessionStorage.setItem(KEY, JSON.stringify(begun));
  const url = new URL(server.authorization_endpoint);
  const asked: Readonly<Record<string, string>> = {
    response_type: 'code',
    client_id: signIn.clientId,
    redirect_uri: here(),
    scope: signIn.scope,
    state: begun.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
    ...(hasIdToken(signIn) ? { nonce: begun.nonce } : {}),
    ...(signIn.audience === undefined ? {} : { audience: signIn.audience }),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  location.assign(url);
}

/** Takes what the issuer sent back with the person, once. Throws where it is not the answer to what was begun here. */
export async function finishSignIn(signIn: SignIn): Promise<SignedIn> {
  const begun = takeBegun();
  const server = await discover(signIn);
  const client: oauth.Client = { client_id: signIn.clientId };
  const parameters = oauth.validateAuthResponse(server, client, new URL(location.href), begun.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    here(),
    begun.verifier,
    optionsFor(signIn.issuer),
  );
  const answer = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
    hasIdToken(signIn) ? { expectedNonce: begun.nonce, requireIdToken: true } : {},
  );
  const seconds = answer.expires_in ?? SHORT_SECONDS;
  return { token: answer.access_token, until: Date.now() + seconds * 1_000, hash: begun.hash };
}

const hasIdToken = ({ scope }: SignIn): boolean => scope.split(' ').includes('openid');

function takeBegun(): Begun {
  const stored = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const value: unknown = JSON.parse(stored ?? 'null');
  if (typeof value !== 'object' || value === null) throw new Error('No sign-in was begun in this tab.');
  const textOf = (name: keyof Begun): string => {
    const text: unknown = Reflect.get(value, name);
    return typeof text === 'string' ? text : '';
  };
  return { state: textOf('state'), nonce: textOf('nonce'), verifier: textOf('verifier'), hash: textOf('hash') };
}
