/** The one Action type: in the agent, the trace, a recording and a replay. Describes what is done; never does it. */

import * as z from 'zod';

/** What a consent may allow. `read` and `navigate` change nothing; the others may. */
export const verbs = [
  'read',
  'navigate',
  'input',
  'submit',
  'login',
  'upload',
  'download',
  'pay',
  'delete',
  'send',
] as const;
export const Verb = z.enum(verbs);
export type Verb = z.infer<typeof Verb>;

/** Verbs after which the world is different and which cannot be taken back by going away. */
export const committingVerbs: ReadonlySet<Verb> = new Set(['submit', 'login', 'upload', 'pay', 'delete', 'send']);

/** An element as the agent knew it when it decided: what a person would call it, and the ref it had then. */
export const Target = z.object({
  ref: z.string(),
  role: z.string(),
  name: z.string(),
  /** Where a link leads, absolute. */
  href: z.string().optional(),
  /** The `type` of an input or button where it matters: `password`, `submit`, `checkbox`, `file` … */
  inputType: z.string().optional(),
  /** True where activating it sends a form. */
  submits: z.boolean().optional(),
});
export type Target = z.infer<typeof Target>;

const Reference = z.string().regex(/^[a-z]?\d*e\d+$/i, 'a ref such as e12 from the newest observation');

/** A page action as the model asks for it: elements by ref only. The agent fills in the target. */
export const Action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('navigate'), url: z.string() }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('click'), ref: Reference, target: Target.optional() }),
  z.object({ kind: z.literal('fill'), ref: Reference, value: z.string(), target: Target.optional() }),
  z.object({
    kind: z.literal('select'),
    ref: Reference,
    options: z.array(z.string()).min(1),
    target: Target.optional(),
  }),
  z.object({
    kind: z.literal('press'),
    keys: z.string().min(1).max(60),
    ref: Reference.optional(),
    target: Target.optional(),
  }),
  z.object({
    kind: z.literal('scroll'),
    to: z.enum(['down', 'up', 'top', 'bottom']),
    ref: Reference.optional(),
    target: Target.optional(),
  }),
  z.object({
    kind: z.literal('wait'),
    text: z.string().optional(),
    gone: z.string().optional(),
    seconds: z.number().min(0).max(30).optional(),
  }),
  z.object({ kind: z.literal('switch-tab'), tab: z.string() }),
  z.object({ kind: z.literal('screenshot'), fullPage: z.boolean().optional() }),
  z.object({
    kind: z.literal('extract'),
    instruction: z.string().min(1).max(2_000),
    /** The dataset the rows are added to; extracts with the same name end in one CSV. */
    name: z.string().max(60).optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
  }),
]);
export type Action = z.infer<typeof Action>;
export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;

/** Which verb of the consent an action needs. Classified by code; the model has no say. */
export function verbOf(action: Action): Verb {
  switch (action.kind) {
    case 'navigate':
    case 'back':
    case 'switch-tab':
      return 'navigate';
    case 'scroll':
    case 'wait':
    case 'screenshot':
    case 'extract':
      return 'read';
    case 'fill':
    case 'select':
      return 'input';
    case 'press':
      return ACTIVATING_KEYS.test(action.keys) ? verbOfKey(action.target) : 'input';
    case 'click':
      return verbOfClick(action.target);
    default:
      return action satisfies never;
  }
}

const INPUT_ROLES = new Set([
  'checkbox',
  'radio',
  'switch',
  'textbox',
  'combobox',
  'searchbox',
  'option',
  'slider',
  'spinbutton',
]);

const ACTIVATING_KEYS = /enter|return|space|^ $|[\r\n]/i;

/** Nobody knows what has the focus, and it may be a form's: without an element the key counts as sending. */
function verbOfKey(target: Target | undefined): Verb {
  return target === undefined || target.submits === true ? 'submit' : 'input';
}

/** Of a text field `submits` says that Enter sends its form; a click only puts the cursor there. By type, for pages choose roles. */
function verbOfClick(target: Target | undefined): Verb {
  if (target?.submits === true && /^(submit|image)$/.test(target.inputType ?? 'submit')) return 'submit';
  if (target !== undefined && INPUT_ROLES.has(target.role)) return 'input';
  return 'navigate';
}

/** One line for people and for the trace: `click link "Next"`. */
export function describeAction(action: Action): string {
  const on =
    'target' in action && action.target
      ? ` ${action.target.role} "${action.target.name}"`
      : 'ref' in action && action.ref
        ? ` ${action.ref}`
        : '';
  switch (action.kind) {
    case 'navigate':
      return `go to ${action.url}`;
    case 'back':
      return 'go back';
    case 'click':
      return `click${on}`;
    case 'fill':
      return `type "${action.value}" into${on}`;
    case 'select':
      return `choose "${action.options.join('", "')}" in${on}`;
    case 'press':
      return `press ${action.keys}${on && ` in${on}`}`;
    case 'scroll':
      return `scroll ${action.to}${on && ` in${on}`}`;
    case 'wait':
      return action.text
        ? `wait for "${action.text}"`
        : action.gone
          ? `wait until "${action.gone}" is gone`
          : `wait ${action.seconds ?? 1} s`;
    case 'switch-tab':
      return `switch to tab ${action.tab}`;
    case 'screenshot':
      return action.fullPage ? 'take a screenshot of the whole page' : 'take a screenshot';
    case 'extract':
      return `extract ${action.instruction}`;
    default:
      return action satisfies never;
  }
}
