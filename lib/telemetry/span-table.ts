/** Every span there is and every attribute that one may carry. Names of the OpenTelemetry conventions (1.41, still in development) where they have one; never a text of a page or a person. */

export const spanTable = {
  '{method} {route}': { kind: 'server', meaning: 'one HTTP request; begins the trace, or goes on with the caller’s' },
  'send tasks': { kind: 'producer', meaning: 'the relay puts a queued task on the queue' },
  'process tasks': { kind: 'consumer', meaning: 'one worker’s run of one task, under its lease' },
  'invoke_agent errand': { kind: 'internal', meaning: 'the agent at work in that run' },
  step: { kind: 'internal', meaning: 'one turn: look, decide, act' },
  'chat {model}': { kind: 'client', meaning: 'one call of the model; `internal` for the built-in one' },
  'execute_tool {tool}': { kind: 'internal', meaning: 'one action, from its intent to its outcome' },
  'browser open': { kind: 'internal', meaning: 'a browser is started' },
  'browser observe': { kind: 'internal', meaning: 'the page is read' },
  'browser screenshot': { kind: 'internal', meaning: 'the page is pictured' },
  'browser act': { kind: 'internal', meaning: 'hands on the page, until it has settled' },
} as const satisfies Readonly<Record<string, { readonly kind: SpanKind; readonly meaning: string }>>;

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export const attributeTable = {
  'http.request.method': 'the method',
  'http.route': 'the route’s pattern',
  'http.response.status_code': 'the status that was answered',
  'messaging.system': '`aws_sqs`',
  'messaging.operation.type': '`send` or `process`',
  'messaging.destination.name': '`tasks`',
  'gen_ai.operation.name': '`invoke_agent`, `chat` or `execute_tool`',
  'gen_ai.provider.name': '`openai` for any endpoint that speaks its API, `errand` for the built-in model',
  'gen_ai.agent.name': '`errand`',
  'gen_ai.conversation.id': 'the session',
  'gen_ai.request.model': 'the model that was asked',
  'gen_ai.request.max_tokens': 'how many tokens it may answer with',
  'gen_ai.output.type': '`json` where an answer by a schema was asked for',
  'gen_ai.response.model': 'the model that answered, as the endpoint names it',
  'gen_ai.usage.input_tokens': 'tokens in; of the agent: all of this run',
  'gen_ai.usage.output_tokens': 'tokens out',
  'gen_ai.tool.name': 'the kind of the action',
  'gen_ai.tool.type': '`function`',
  'error.type': 'a code of docs/errors.md, or the kind of the error',
  'errand.task.id': 'the task',
  'errand.task.status': 'how the task ended in this run',
  'errand.fence': 'the worker’s fence number',
  'errand.run': 'what became of the run: `ended`, `put-away`, `dropped`',
  'errand.queued_ms': 'how long the task was in the queue',
  'errand.purpose': 'what the model was asked for: `chat`, `plan`, `act`, `extract`',
  'errand.step': 'the number of the step',
  'errand.verb': 'the verb that the consent is about',
  'errand.effect': 'what came of the action: `navigated`, `changed`, `none`',
} as const satisfies Readonly<Record<string, string>>;

export type AttributeName = keyof typeof attributeTable;
export type SpanAttributes = Readonly<Partial<Record<AttributeName, string | number | undefined>>>;

/** Ids, codes, patterns and names have no spaces; whatever else comes is left out. */
const VALUE = /^[\w.:/{}$@+-]{1,128}$/;

export function fitting(attributes: SpanAttributes): Record<string, string | number> {
  const fit: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(attributeTable, name) || value === undefined) continue;
    if (typeof value === 'string' ? VALUE.test(value) : Number.isFinite(value)) fit[name] = value;
  }
  return fit;
}
