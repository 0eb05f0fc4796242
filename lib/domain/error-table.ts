/** Every error code with its HTTP status, whether to retry, and what to do next. Data only; `errors.ts` has the class. */

export type Retry = 'never' | 'after-change' | 'later';

interface ErrorSpec {
  /** HTTP status when the error crosses the API. */
  readonly status: number;
  /** `after-change`: the caller must change something first; `later`: the same call may pass. */
  readonly retry: Retry;
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
}

export const errorTable = {
  'request.invalid-json': {
    status: 400,
    retry: 'after-change',
    title: 'The body is not JSON',
    hint: 'Send a JSON object with content-type application/json.',
  },
  'request.invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The request is not valid',
    hint: 'Correct the named fields; GET /openapi.json has the schema.',
  },
  'request.too-large': {
    status: 413,
    retry: 'after-change',
    title: 'The request is too large',
    hint: 'Send less than the stated limit.',
  },
  'request.unauthenticated': {
    status: 401,
    retry: 'after-change',
    title: 'No valid identity',
    hint: 'Send "Authorization: Bearer <token>"; locally `npm start` prints where the token is.',
  },
  'route.not-found': { status: 404, retry: 'never', title: 'No such route', hint: 'GET /docs lists the routes.' },
  'session.not-found': { status: 404, retry: 'never', title: 'No such session', hint: 'GET /sessions lists yours.' },
  'session.task-running': {
    status: 409,
    retry: 'later',
    title: 'A task of this session is still running',
    hint: 'Wait until it ends, or cancel it with POST /tasks/{id}/cancel.',
  },
  'proposal.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such proposal in this session',
    hint: 'GET /sessions/{id} shows the open proposal.',
  },
  'proposal.expired': {
    status: 409,
    retry: 'after-change',
    title: 'The proposal has expired',
    hint: 'Say again what you want; a new proposal will be made.',
  },
  'proposal.not-open': {
    status: 409,
    retry: 'never',
    title: 'The proposal was already decided',
    hint: 'GET /sessions/{id} shows what became of it.',
  },
  'proposal.digest-mismatch': {
    status: 409,
    retry: 'after-change',
    title: 'The digest is not that of the proposal',
    hint: 'Read the proposal again and consent to the digest it carries.',
  },
  'consent.widens-scope': {
    status: 422,
    retry: 'after-change',
    title: 'A consent can only narrow the scope',
    hint: 'Name only sites, verbs and budgets that the proposal already has, or smaller ones.',
  },
  'consent.missing': {
    status: 403,
    retry: 'never',
    title: 'There is no valid consent to this',
    hint: 'Nothing runs without a yes to exactly this proposal.',
  },
  'consent.expired': {
    status: 403,
    retry: 'never',
    title: 'The consent has expired',
    hint: 'Ask for the errand again and consent to the new proposal.',
  },
  'task.not-found': { status: 404, retry: 'never', title: 'No such task', hint: 'GET /tasks lists yours.' },
  'task.finished': {
    status: 409,
    retry: 'never',
    title: 'The task has already ended',
    hint: 'GET /tasks/{id} has its result.',
  },
  'task.not-waiting': {
    status: 409,
    retry: 'never',
    title: 'The task is not waiting for an answer',
    hint: 'GET /tasks/{id} has its status.',
  },
  'task.lease-held': {
    status: 409,
    retry: 'later',
    title: 'Another worker acts for this task',
    hint: 'Nothing to do: the other worker carries on.',
  },
  'task.lease-lost': {
    status: 409,
    retry: 'never',
    title: 'This worker no longer acts for the task',
    hint: 'Stop acting at once; another worker has taken over.',
  },
  'task.cancelled': { status: 409, retry: 'never', title: 'The task was cancelled', hint: 'No further action starts.' },
  'task.interrupted': {
    status: 500,
    retry: 'after-change',
    title: 'The worker ended before the task did',
    hint: 'The trace shows what was done; ask for the errand again if the rest is still wanted.',
  },
  'task.illegal-transition': {
    status: 409,
    retry: 'never',
    title: 'The task cannot go to that status',
    hint: 'GET /tasks/{id} has its status.',
  },
  'question.expired': {
    status: 409,
    retry: 'never',
    title: 'Nobody answered the question in time',
    hint: 'Ask for the errand again and answer when asked.',
  },
  'artifact.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such artifact',
    hint: 'GET /tasks/{id}/artifacts lists them.',
  },
  'ticket.invalid': {
    status: 401,
    retry: 'after-change',
    title: 'The socket ticket is not valid',
    hint: 'Get a new one with POST /tickets; it works once and for 60 s.',
  },
  'idempotency.key-invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The Idempotency-Key is not valid',
    hint: 'Use 1 to 128 characters out of A-Z a-z 0-9 . _ : -',
  },
  'idempotency.key-reused': {
    status: 422,
    retry: 'after-change',
    title: 'This Idempotency-Key came with another request before',
    hint: 'Use a fresh key for a new request.',
  },
  'idempotency.in-progress': {
    status: 409,
    retry: 'later',
    title: 'The first request with this key is still being handled',
    hint: 'Try again in a few seconds with the same key.',
  },
  'stream.conflict': {
    status: 409,
    retry: 'later',
    title: 'Others wrote to the same stream at the same moment',
    hint: 'Try again with the same Idempotency-Key.',
  },
  'event.too-large': {
    status: 500,
    retry: 'never',
    title: 'An event may be 24 KB at most',
    hint: 'Put the large part into an artifact and name it in the event.',
  },
  'model.unavailable': {
    status: 502,
    retry: 'later',
    title: 'The model endpoint does not answer',
    hint: 'Check OPENAI_BASE_URL and the network; the message is kept, so send it again with the same Idempotency-Key.',
  },
  'model.key-refused': {
    status: 502,
    retry: 'after-change',
    title: 'The model endpoint refused the key',
    hint: 'Check OPENAI_API_KEY, or unset it to use the built-in offline model.',
  },
  'model.request-refused': {
    status: 502,
    retry: 'after-change',
    title: 'The model endpoint refused the request',
    hint: 'Check OPENAI_MODEL and that the endpoint supports tools.',
  },
  'model.malformed': {
    status: 502,
    retry: 'later',
    title: "The model's answer could not be used",
    hint: 'Call one of the tools offered, with arguments that fit its schema.',
  },
  'page.navigation-failed': {
    status: 502,
    retry: 'later',
    title: 'The page could not be opened',
    hint: 'Check the address, or try another page of the site.',
  },
  'page.ref-stale': {
    status: 409,
    retry: 'after-change',
    title: 'The element is no longer on the page',
    hint: 'Look at the newest observation and use a ref from it.',
  },
  'page.ref-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No element has this ref',
    hint: 'Use a ref from the newest observation, such as e12.',
  },
  'page.not-interactable': {
    status: 409,
    retry: 'after-change',
    title: 'The element cannot be used this way',
    hint: 'Choose another element, or another action that fits its role.',
  },
  'page.covered': {
    status: 409,
    retry: 'after-change',
    title: 'Another element covers this one',
    hint: 'Close or move what covers it first.',
  },
  'page.option-unknown': {
    status: 409,
    retry: 'after-change',
    title: 'The list has no such option',
    hint: 'Choose one of the options named.',
  },
  'page.timeout': {
    status: 504,
    retry: 'later',
    title: 'The page did not answer in time',
    hint: 'Try again, or go another way.',
  },
  'page.crashed': { status: 502, retry: 'later', title: 'The page crashed', hint: 'Navigate to it again.' },
  'page.tab-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No such tab',
    hint: 'Use one of the tabs listed in the observation.',
  },
  'page.file-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No file has this name',
    hint: 'Use one of the files named in the detail; a download is named in the result of the action that caused it.',
  },
  'page.file-unreadable': {
    status: 409,
    retry: 'after-change',
    title: 'The file cannot be used this way',
    hint: 'Text, CSV, JSON, HTML and PDF files can be read; others can only be kept.',
  },
  'page.download-refused': {
    status: 403,
    retry: 'after-change',
    title: 'The file was not taken',
    hint: 'Downloads need the verb "download" in the consent, and stay under the size limit.',
  },
  'page.dialog-open': {
    status: 409,
    retry: 'after-change',
    title: 'A dialog of the page waits for an answer',
    hint: 'Answer it first with answer_dialog: accept or not.',
  },
  'browser.launch-failed': {
    status: 500,
    retry: 'later',
    title: 'Chromium did not start',
    hint: 'The detail has what Chromium said; docs/troubleshooting has the known causes.',
  },
  'browser.library-missing': {
    status: 500,
    retry: 'after-change',
    title: 'A system library that Chromium needs is missing',
    hint: 'apt-get install -y libnss3 libexpat1, or set CHROME_PATH to an installed Chrome.',
  },
  'browser.unsupported-platform': {
    status: 500,
    retry: 'after-change',
    title: 'The bundled Chromium runs on Linux x64 only',
    hint: 'Install Chrome and set CHROME_PATH to it.',
  },
  'egress.refused': {
    status: 403,
    retry: 'never',
    title: 'The browser may not reach this address',
    hint: 'Only public addresses, and hosts named in ERRAND_ALLOW_HOSTS, are reachable.',
  },
  'scope.site-outside': {
    status: 403,
    retry: 'never',
    title: 'The site is outside the consented scope',
    hint: 'Stay on the consented sites, or finish and say what else would be needed.',
  },
  'scope.verb-outside': {
    status: 403,
    retry: 'never',
    title: 'The consent does not cover this kind of action',
    hint: 'Use only the consented verbs, or finish and say what else would be needed.',
  },
  'budget.exceeded': {
    status: 403,
    retry: 'never',
    title: 'The consented budget is used up',
    hint: 'Ask for the errand again with a larger budget.',
  },
  'agent.stuck': {
    status: 500,
    retry: 'after-change',
    title: 'The agent repeated itself without effect',
    hint: 'Say the errand in other words or in smaller steps.',
  },
  'agent.gave-up': {
    status: 500,
    retry: 'after-change',
    title: 'The agent could not do the errand',
    hint: 'The result says why; the trace shows each step.',
  },
  'agent.malformed-answers': {
    status: 502,
    retry: 'later',
    title: 'The model answered unusably several times in a row',
    hint: 'Use a model that supports tool calls well.',
  },
  'extract.schema-invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The JSON schema is not valid',
    hint: 'Send a JSON Schema object (draft 2020-12 subset).',
  },
  'extract.mismatch': {
    status: 502,
    retry: 'later',
    title: 'What was extracted does not fit the schema',
    hint: 'Loosen the schema or say more exactly what to extract.',
  },
  'config.invalid': {
    status: 500,
    retry: 'after-change',
    title: 'A setting is not valid',
    hint: 'The README has the table of settings.',
  },
  'local.port-taken': {
    status: 500,
    retry: 'after-change',
    title: 'The port is taken',
    hint: 'Stop what uses it, or choose another with ERRAND_PORT.',
  },
  'local.data-version': {
    status: 500,
    retry: 'after-change',
    title: 'The data folder was made by another version',
    hint: 'Use another folder with ERRAND_DATA, or move this one away.',
  },
  'local.data-in-use': {
    status: 500,
    retry: 'after-change',
    title: 'Another Errand uses this data folder',
    hint: 'Stop it first, or use another folder with ERRAND_DATA.',
  },
  'local.data-unwritable': {
    status: 500,
    retry: 'after-change',
    title: 'The data folder cannot be written',
    hint: 'Free some space or fix its permissions, or use another folder with ERRAND_DATA.',
  },
  'local.emulator-failed': {
    status: 500,
    retry: 'later',
    title: 'An emulator did not start',
    hint: 'The detail has what it said; outside Linux x64 set AWS_ENDPOINT_URL_DYNAMODB to a running DynamoDB Local.',
  },
  'store.unavailable': {
    status: 503,
    retry: 'later',
    title: 'The table does not answer',
    hint: 'Try again with the same Idempotency-Key.',
  },
  'internal.unexpected': {
    status: 500,
    retry: 'later',
    title: 'Something unexpected went wrong',
    hint: 'Try again; if it stays, report the requestId.',
  },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof errorTable;
