/** An action in one line for people and for the trace: `click link "Next"`. Hides nothing: secrets are taken out before. */

import type { Action, ActionOf } from './action.ts';

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
    case 'forward':
      return `go ${action.kind}`;
    case 'reload':
      return 'reload the page';
    case 'click':
      return `${clicking(action)}${on}`;
    case 'hover':
      return `point at${on}`;
    case 'drag':
      return `drag${on} ${action.to === undefined ? `by ${action.by?.x ?? 0}, ${action.by?.y ?? 0} px` : `to ${action.to}`}`;
    case 'fill':
      return `type "${action.value}" into${on}`;
    case 'select':
      return `choose "${action.options.join('", "')}" in${on}`;
    case 'tick':
      return `${action.on ? 'tick' : 'untick'}${on}`;
    case 'press':
      return `press ${action.keys}${on && ` in${on}`}`;
    case 'scroll':
      return scrolling(action, on);
    case 'wait':
      return `wait ${awaited(action)}`;
    case 'upload':
      return `give "${action.files.join('", "')}" to${on}`;
    case 'answer-dialog':
      return answering(action);
    case 'switch-tab':
      return `switch to tab ${action.tab}`;
    case 'close-tab':
      return `close tab ${action.tab}`;
    case 'screenshot':
      return action.fullPage ? 'take a screenshot of the whole page' : `take a screenshot${on && ` of${on}`}`;
    case 'find':
      return `find "${action.text}"`;
    case 'read':
      return `read ${action.file === undefined ? on.trim() || 'the page' : `"${action.file}"`}`;
    case 'look':
      return `look at${on || ' the page'}`;
    case 'expand':
      return `unfold ${action.fold}`;
    case 'extract':
      return `extract ${action.instruction}`;
    default:
      return action satisfies never;
  }
}

function clicking({ button, count, modifiers }: ActionOf<'click'>): string {
  const how = button === 'right' ? 'right-click' : button === 'middle' ? 'middle-click' : 'click';
  return [...(modifiers ?? []).map(key => `${key}+`), count === 2 ? `double-${how}` : how].join('');
}

function answering({ accept, text, question }: ActionOf<'answer-dialog'>): string {
  const asked = question === undefined ? '' : ` "${question}"`;
  return `${accept ? 'accept' : 'dismiss'} the dialog${asked}${text === undefined ? '' : ` with "${text}"`}`;
}

function scrolling({ to, text }: ActionOf<'scroll'>, on: string): string {
  if (text !== undefined) return `scroll to "${text}"`;
  return to === 'here' ? `scroll to${on}` : `scroll ${to}${on && ` in${on}`}`;
}

function awaited({ text, gone, url, quiet, seconds }: ActionOf<'wait'>): string {
  if (text !== undefined) return `for "${text}"`;
  if (gone !== undefined) return `until "${gone}" is gone`;
  if (url !== undefined) return `for the address "${url}"`;
  return quiet === true ? 'until the page is quiet' : `${seconds ?? 1} s`;
}
