/** Headers for a browser that meets an answer of the API on its own. A handler's own header stays: the documents' page has a policy of its own. */

import { apiHeaders } from '../browser-headers.ts';
import { type ApiMiddleware, type ApiRequest, addHeaders } from '../exchange.ts';

const add = (request: ApiRequest): void => addHeaders(request, apiHeaders);

export const securityHeaders: ApiMiddleware = { after: add, onError: add };
