/** A small OpenID Connect issuer that really holds to the protocol: a page with one button, codes that are good once, PKCE, tokens signed with its key. */

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface OidcServer {
  readonly issuer: string;
  /** Of access tokens from now on. */
  setLifetime(seconds: number): void;
  /** What was asked of the token endpoint, and how it was answered. */
  readonly granted: readonly { readonly ok: boolean; readonly why: string }[];
  close(): Promise<void>;
}

interface OidcOptions {
  readonly clientId: string;
  readonly audience: string;
  readonly subject: string;
}

interface Given {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
}

export async function startOidcServer({ clientId, audience, subject }: OidcOptions): Promise<OidcServer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, Given>();
  const granted: { ok: boolean; why: string }[] = [];
  let lifetime = 600;

  const sign = (claims: Readonly<Record<string, unknown>>, to: string): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(to)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);

  const grant = async (form: URLSearchParams): Promise<{ status: number; body: object }> => {
    const code = form.get('code') ?? '';
    const given = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const why =
      given === undefined
        ? 'the code is not known, or was used'
        : given.challenge !== challenge
          ? 'the verifier is not the one of the challenge'
          : given.redirectUri !== form.get('redirect_uri') || form.get('client_id') !== clientId
            ? 'the client or its address is another'
            : '';
    granted.push({ ok: why === '', why });
    if (given === undefined || why !== '') return { status: 400, body: { error: 'invalid_grant' } };
    const nonce = given.nonce === null ? {} : { nonce: given.nonce };
    const tokens = {
      access_token: await sign({}, audience),
      id_token: await sign(nonce, clientId),
      token_type: 'Bearer',
      expires_in: lifetime,
    };
    return { status: 200, body: tokens };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', issuer);
    const sendJson = (body: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      response.end(JSON.stringify(body));
    };
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return sendJson({
          issuer,
          jwks_uri: `${issuer}/keys`,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['ES256'],
        });
      case 'GET /keys':
        return sendJson({ keys: [jwk] });
      case 'GET /authorize': {
        const asked = url.searchParams;
        const back = new URL(asked.get('redirect_uri') ?? '');
        const code = randomBytes(16).toString('hex');
        codes.set(code, {
          challenge: asked.get('code_challenge_method') === 'S256' ? (asked.get('code_challenge') ?? '') : '',
          redirectUri: back.href,
          nonce: asked.get('nonce'),
        });
        back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
        response.setHeader('content-type', 'text/html');
        response.end(
          `<!doctype html><title>Issuer</title><a href="${back.href.replaceAll('&', '&amp;')}">Yes, it is me</a>`,
        );
        return;
      }
      case 'POST /token': {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(Buffer.from(part));
        const { status, body } = await grant(new URLSearchParams(Buffer.concat(parts).toString()));
        return sendJson(body, status);
      }
      default:
        response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    granted,
    setLifetime: seconds => {
      lifetime = seconds;
    },
    close: () => new Promise(resolve => void server.close(() => resolve())),
  };
}
