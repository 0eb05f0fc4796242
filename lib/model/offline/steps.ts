/** What the offline model can be told to do. Plain data; a step finds its element only when it is played. */

/** Where it stands, the step is done only if `seen` is on the page; an empty `seen`: only if the step's own target is. */
interface Conditional {
  readonly only?: { readonly seen: string };
}

export type Step =
  | { readonly kind: 'goto'; readonly url: string }
  | { readonly kind: 'back' }
  | ({ readonly kind: 'search'; readonly query: string } & Conditional)
  | ({
      readonly kind: 'click';
      readonly name: string;
      readonly role?: RoleHint;
      /** It was quoted: the page says it so, and nothing that only shares words with it is meant. */
      readonly exact?: true;
      /** From 1 in document order of those with this name; -1 is the last. */
      readonly nth?: number;
      /** Of several with this name, the one that follows this text: `Add to basket` of one product of many. */
      readonly near?: string;
    } & Conditional)
  | ({ readonly kind: 'dismiss'; readonly choice: 'accept' | 'reject' | 'close'; readonly what: string } & Conditional)
  | ({ readonly kind: 'fill'; readonly field: string; readonly value: Value; readonly submit?: true } & Conditional)
  | ({ readonly kind: 'select'; readonly option: string; readonly field: string } & Conditional)
  | ({ readonly kind: 'tick'; readonly name: string; readonly on: boolean } & Conditional)
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'scroll'; readonly to: 'down' | 'up' | 'top' | 'bottom' }
  | { readonly kind: 'wait'; readonly text?: string; readonly gone?: string; readonly seconds?: number }
  | { readonly kind: 'extract'; readonly instruction: string; readonly name: string; readonly pages: number }
  | { readonly kind: 'answer'; readonly question: string }
  | { readonly kind: 'screenshot'; readonly fullPage: boolean }
  | { readonly kind: 'ask'; readonly question: string };

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** `answer`: what the person said to the newest `ask me …`. */
export type Value = { readonly from: 'words'; readonly text: string } | { readonly from: 'answer' };

export type RoleHint = 'link' | 'button' | 'field' | 'box' | 'menu' | 'tab';

/** Pages that "until the last page" means at most. */
export const ALL_PAGES = 25;

const SECRET = /pass(?:word|code|phrase)?\b|\bsecret|\bpin\b|\bcvv\b|card number/i;

/** One line for the plan and for the reasoning. The value for a password field is not in it. */
export function describeStep(step: Step): string {
  return `${describe(step)}${'only' in step ? ` if ${step.only.seen === '' ? 'it is there' : `"${step.only.seen}" is there`}` : ''}`;
}

function describe(step: Step): string {
  switch (step.kind) {
    case 'goto':
      return `go to ${step.url}`;
    case 'back':
      return 'go back';
    case 'search':
      return `search for "${step.query}"`;
    case 'click':
      return `click ${describeClick(step)}`;
    case 'dismiss':
      return `${step.choice} the ${step.what}`;
    case 'fill':
      return `type ${describeValue(step)} into "${step.field}"${step.submit === true ? ' and send it' : ''}`;
    case 'select':
      return `choose "${step.option}"${step.field === '' ? '' : ` in "${step.field}"`}`;
    case 'tick':
      return `${step.on ? 'tick' : 'untick'} "${step.name}"`;
    case 'press':
      return `press ${step.keys}`;
    case 'scroll':
      return `scroll ${step.to === 'top' || step.to === 'bottom' ? `to the ${step.to}` : step.to}`;
    case 'wait':
      return describeWait(step);
    case 'extract':
      return `read ${step.instruction}${step.pages > 1 ? ` on ${step.pages >= ALL_PAGES ? 'all' : step.pages} pages` : ''}`;
    case 'answer':
      return `find out ${step.question}`;
    case 'screenshot':
      return step.fullPage ? 'take a screenshot of the whole page' : 'take a screenshot';
    case 'ask':
      return `ask you "${step.question}"`;
    default:
      return step satisfies never;
  }
}

const ORDINALS: Readonly<Record<number, string>> = { [-1]: 'last', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' };

function describeClick({ name, role, nth, near }: StepOf<'click'>): string {
  const order = nth === undefined ? '' : nth === 1 ? 'first ' : `${ORDINALS[nth] ?? `${nth}th`} `;
  const what = role === undefined && order === '' ? '' : `the ${order}${role ?? ''} `.replace(/ +$/, ' ');
  return `${what}${name === '' ? '' : `"${name}"`}${near === undefined ? '' : ` for "${near}"`}`.trim();
}

function describeValue({ field, value }: StepOf<'fill'>): string {
  if (value.from === 'answer') return 'your answer';
  return SECRET.test(field) ? 'the value' : `"${value.text}"`;
}

function describeWait({ text, gone, seconds }: StepOf<'wait'>): string {
  if (text !== undefined) return `wait for "${text}"`;
  return gone === undefined ? `wait ${seconds ?? 1} s` : `wait until "${gone}" is gone`;
}
