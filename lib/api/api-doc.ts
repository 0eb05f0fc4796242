/** The routes as a Markdown page, from the one route table. A test holds docs/api.md to it. */

import { type Route, routeList } from './routes.ts';

export function makeApiDoc(): string {
  return `${HEAD}\n${routeList.map(row).join('\n')}\n${TAIL}`;
}

const row = ({ method, path, summary, auth }: Route): string =>
  `| \`${method} ${path}\` | ${summary} | ${auth === 'owner' ? 'owner' : 'anyone'} |`;

const HEAD = `# API

Generated from the route table (\`lib/api/routes.ts\`) by \`npm run docs\`; the running backend describes itself in full at
\`GET /openapi.json\` (OpenAPI 3.1) and \`GET /docs\`.

| route | what it does | who |
| --- | --- | --- |`;

const TAIL = `
- **Identity**: \`authorization: Bearer <token>\`. Locally \`npm start\` writes one into \`run.json\` in the data folder. A foreign id is 404.
- **Errors** are RFC 9457 problems (\`application/problem+json\`) with \`code\`, \`hint\` and \`requestId\`; [errors.md](errors.md) has them all.
- **Idempotency**: every POST takes \`Idempotency-Key\`. The same key and body give the first answer again
  (\`idempotent-replayed: true\`); the same key with another body is 422; one that is still being handled is 409.
- **Events** have a number \`seq\` without gaps in their stream. \`?after=17&wait=20\` answers at once where there are newer ones, else
  after at most 20 s.

## The socket

\`POST /tickets\` gives a ticket: single use, 60 s. Connect to \`…/socket?ticket=…\`, then send

\`\`\`json
{"action": "subscribe", "stream": "task/tsk_…", "after": 17}
\`\`\`

It sends \`{"type": "event", "event": {…}}\` for each event after 17 and each new one, \`{"type": "subscribed", "stream", "seq"}\` when the
replay is over, and \`{"type": "problem", …}\` for what it cannot do. An event may come twice, and a live one may overtake the
replay: sort by \`seq\`, drop what you have, and ask HTTP for a gap. \`unsubscribe\` and \`ping\` are the other actions. Nothing but
subscriptions goes up the socket.
`;
