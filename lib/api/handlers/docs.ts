/** The handlers of what anyone may read. The documents are made once in a process. */

import { DOCS_POLICY, makeDocsPage } from '../docs-page.ts';
import type { Handlers } from '../endpoint.ts';
import type { EndpointDeps } from '../exchange.ts';
import { type Json, makeOpenApi } from '../openapi.ts';
import type { docsRoutes } from '../routes/docs.ts';

let openApi: Json | undefined;
let page: string | undefined;

export const docsHandlers: Handlers<EndpointDeps, typeof docsRoutes> = {
  async 'GET /health'() {
    return { body: { status: 'ok' } };
  },

  async 'GET /openapi.json'() {
    openApi ??= makeOpenApi();
    return { body: openApi };
  },

  async 'GET /docs'() {
    page ??= makeDocsPage();
    return { body: page, headers: { 'content-security-policy': DOCS_POLICY } };
  },
};
