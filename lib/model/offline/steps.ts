/** What the offline model can be told to do. Plain data; a step finds its element only when it is played. */

export type Step =
  | { readonly kind: 'goto'; readonly url: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'search'; readonly query: string }
  | {
      readonly kind: 'click';
      readonly name: string;
      readonly role: RoleHint | undefined;
      readonly nth: number;
      readonly optional: boolean;
    }
  | { readonly kind: 'fill'; readonly field: string; readonly value: string }
  | { readonly kind: 'select'; readonly option: string; readonly field: string }
  | { readonly kind: 'tick'; readonly name: string; readonly on: boolean }
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'scroll'; readonly to: 'down' | 'up' | 'top' | 'bottom' }
  | { readonly kind: 'wait'; readonly text?: string; readonly gone?: string; readonly seconds?: number }
  | { readonly kind: 'extract'; readonly instruction: string; readonly name: string; readonly pages: number }
  | { readonly kind: 'screenshot'; readonly fullPage: boolean }
  | { readonly kind: 'ask'; readonly question: string };

export type RoleHint = 'link' | 'button' | 'field' | 'box' | 'menu' | 'tab';

/** Pages that "until the last page" means at most. */
export const ALL_PAGES = 25;

export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'goto':
      return `go to ${step.url}`;
    case 'back':
      return 'go back';
    case 'search':
      return `search for "${step.query}"`;
    case 'click':
      return `click ${step.role === undefined ? '' : `the ${step.role} `}"${step.name}"${step.optional ? ' if it is there' : ''}`;
    case 'fill':
      return `type ${/pass|secret|pin/i.test(step.field) ? 'the value' : `"${step.value}"`} into "${step.field}"`;
    case 'select':
      return `choose "${step.option}"${step.field === '' ? '' : ` in "${step.field}"`}`;
    case 'tick':
      return `${step.on ? 'tick' : 'untick'} "${step.name}"`;
    case 'press':
      return `press ${step.keys}`;
    case 'scroll':
      return `scroll ${step.to}`;
    case 'wait':
      return step.text !== undefined
        ? `wait for "${step.text}"`
        : step.gone !== undefined
          ? `wait until "${step.gone}" is gone`
          : `wait ${step.seconds ?? 1} s`;
    case 'extract':
      return `${step.pages > 1 ? `on ${step.pages >= ALL_PAGES ? 'all' : step.pages} pages, ` : ''}read ${step.instruction}`;
    case 'screenshot':
      return step.fullPage ? 'take a screenshot of the whole page' : 'take a screenshot';
    case 'ask':
      return `ask "${step.question}"`;
    default:
      return step satisfies never;
  }
}
