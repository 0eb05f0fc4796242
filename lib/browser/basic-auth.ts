/** Answers a server that asks for a user name and password before it shows a page. Knows no secrets: it asks for them by origin and realm. */

import type { CDPSession, Protocol } from 'puppeteer-core';
import type { Refusal } from '../domain/errors.ts';

export type Credentials = (
  origin: string,
  realm: string,
) => { readonly username: string; readonly password: string } | undefined;

/** One that was not met. */
export interface Challenge {
  readonly origin: string;
  readonly realm: string;
  /** True where what it was given was refused. */
  readonly wasGiven: boolean;
}

type Required = Protocol.Fetch.AuthRequiredEvent;
type Response = Protocol.Fetch.AuthChallengeResponse;

const CANCEL: Response = { response: 'CancelAuth' };
const MAX_REALM = 100;

/** Every challenge is answered, or its page would wait for ever. A proxy is never told anything. */
export function answerChallenges(
  mayNavigate: (url: string) => Refusal | undefined,
  credentials: Credentials = () => undefined,
) {
  // The same are given once: a server that refused them would refuse them again, and may lock the account.
  const given = new Set<string>();
  let unmet: Challenge | undefined;
  const responseTo = ({ request, authChallenge }: Required): Response => {
    const { source, origin, scheme } = authChallenge;
    const realm = authChallenge.realm.slice(0, MAX_REALM);
    if (source === 'Proxy' || !/^(basic|digest)$/i.test(scheme)) return CANCEL;
    // A frame of a site outside the consent gets none.
    const known = mayNavigate(request.url) === undefined ? credentials(origin, realm) : undefined;
    const key = JSON.stringify([origin, realm, known]);
    if (known === undefined || given.has(key)) {
      unmet = { origin, realm, wasGiven: known !== undefined };
      return CANCEL;
    }
    given.add(key);
    return { response: 'ProvideCredentials', ...known };
  };
  return {
    watch(session: CDPSession): void {
      session.on('Fetch.authRequired', required => {
        const { requestId } = required;
        const authChallengeResponse = responseTo(required);
        void session.send('Fetch.continueWithAuth', { requestId, authChallengeResponse }).catch(() => {});
      });
    },
    take(): Challenge | undefined {
      const taken = unmet;
      unmet = undefined;
      return taken;
    },
  };
}

/** For the outcome of the act that opened the page. The realm is the server's own word, and quoted. */
export function challengeNote({ realm, wasGiven }: Challenge): string {
  const asks = `it asks for a user name and password by basic auth, realm ${JSON.stringify(realm)}`;
  return wasGiven ? `${asks}, and refused those it was given` : `${asks}; there are none for it`;
}
