/** What a file of `pages/` cannot answer: uploads, downloads, passwords, responses that never end. By path. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { errandRoutes } from './errand-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { replyRoutes } from './reply-routes.ts';

export interface AwkwardVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The whole request body. */
  readonly body: Buffer;
  /** `http://127.0.0.1:PORT` of the other origin. */
  readonly other: string;
}

export type AwkwardRoute = (visit: AwkwardVisit) => void;

export const awkwardRoutes: Readonly<Record<string, AwkwardRoute>> = { ...errandRoutes, ...fileRoutes, ...replyRoutes };
