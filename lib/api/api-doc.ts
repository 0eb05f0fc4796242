/** The routes as a Markdown page, from the one route table. A test holds docs/api.md to it. */

import { type Route, routeList } from './routes.ts';

export function makeApiDoc(): string {
  return `${HEAD}\n${routeList.map(row).join('\n')}\n${TAIL}`;
}

const row = (route: Route): string => `| \`${route.method} ${route.path}\` | ${route.summary} | ${who(route)} |`;

function who({ auth, scopes }: Route): string {
  if (auth === 'none') return 'anyone';
  if (scopes === undefined) return 'owner in person';
  return scopes.length === 0
    ? 'owner, any key'
    : `owner, key with ${scopes.map(scope => `\`${scope}\``).join(' and ')}`;
}

const HEAD = `# API

Generated from the route table (\`lib/api/routes.ts\`) by \`npm run docs\`; the running backend describes itself in full at
\`GET /openapi.json\` (OpenAPI 3.1) and \`GET /docs\`.

| route | what it does | who |
| --- | --- | --- |`;

const TAIL = `
- **Identity**: \`authorization: Bearer <token>\` or \`x-api-key: <key>\`, never both. A deployment takes the tokens of one OpenID
  Connect issuer (\`ERRAND_OIDC_ISSUER\`, \`ERRAND_OIDC_AUDIENCE\`); the owner is made of issuer, subject and, where
  \`ERRAND_OIDC_TENANT_CLAIM\` is set, tenant. Locally \`npm start\` makes an identity of its own and writes its token into \`run.json\` in
  the data folder. A foreign id is 404 everywhere.
- **API keys** are made by their owner with \`POST /keys\` for the scopes named above. A key without \`consent:give\` decides nothing, not
  by the word yes in a message either; no key makes keys. Revoked, it is refused from the next request on.
- **Limits**: requests a minute, tasks at once, tasks and money a UTC day, each of one owner; \`GET /me\` shows them and what is used.
  Beyond them the answer is 429 with \`Retry-After\` in seconds. A task's whole money budget is reserved with the consent, and what it
  did not spend comes back with its end. A body has 64 KB at most.
- **Errors** are RFC 9457 problems (\`application/problem+json\`) with \`code\`, \`hint\` and \`requestId\`; [errors.md](errors.md) has them all.
- **Idempotency**: every POST takes \`Idempotency-Key\`. The same key and body give the first answer again
  (\`idempotent-replayed: true\`); the same key with another body is 422; one that is still being handled is 409. Only where the answer
  has a secret in it or nothing but the newest state (\`POST /keys\`, \`/keys/{keyId}/revoke\`, \`/secrets\`, \`/tickets\`) no answer is kept.
- **Bodies** are JSON in UTF-8, uncompressed, with whole characters only; the content type is not looked at.
- **Events** have a number \`seq\` without gaps in their stream. \`?after=17&wait=20\` answers at once where there are newer ones, else
  after at most 20 s.

## The socket

\`POST /tickets\` gives a ticket: single use, 60 s, for one owner and, where a page asked for it, for that page's origin. Connect to \`…/socket?ticket=…\`, then send

\`\`\`json
{"action": "subscribe", "stream": "task/tsk_…", "after": 17}
\`\`\`

It sends \`{"type": "event", "event": {…}}\` for each event after 17 and each new one, \`{"type": "subscribed", "stream", "seq"}\` when the
replay is over, and \`{"type": "problem", …}\` for what it cannot do. An event may come twice, and a live one may overtake the
replay: sort by \`seq\`, drop what you have, and ask HTTP for a gap. \`unsubscribe\` and \`ping\` are the other actions. Nothing but
subscriptions goes up the socket.
`;
