/** The console's addresses, `#/…`: what each one means, and how it is written. Pure; touches no address bar. */

export type PageName = 'tasks' | 'secrets' | 'keys' | 'usage' | 'settings';

export type Route =
  | { readonly page: 'conversation'; readonly sessionId: string | undefined }
  | { readonly page: 'task'; readonly taskId: string }
  | { readonly page: PageName; readonly query: string }
  | { readonly page: 'unknown'; readonly address: string };

const names: Readonly<Record<PageName, true>> = { tasks: true, secrets: true, keys: true, usage: true, settings: true };

const isPageName = (name: string): name is PageName => Object.hasOwn(names, name);

/** `#/tasks?show=active`: a path of plain names, and what the page itself makes of the rest. */
export function readRoute(hash: string): Route {
  const [path = '', ...rest] = hash.replace(/^#/, '').split('?');
  const parts = path.split('/').filter(part => part !== '');
  const [first, second] = parts;
  if (first === undefined) return { page: 'conversation', sessionId: undefined };
  if (parts.length === 1 && /^ses_\w{1,60}$/.test(first)) return { page: 'conversation', sessionId: first };
  if (parts.length === 1 && isPageName(first)) return { page: first, query: rest.join('?') };
  if (parts.length === 2 && first === 'tasks' && second !== undefined && /^tsk_\w{1,60}$/.test(second))
    return { page: 'task', taskId: second };
  return { page: 'unknown', address: hash };
}

export function writeRoute(route: Route): string {
  switch (route.page) {
    case 'conversation':
      return `#/${route.sessionId ?? ''}`;
    case 'task':
      return `#/tasks/${route.taskId}`;
    case 'unknown':
      return route.address;
    case 'tasks':
    case 'secrets':
    case 'keys':
    case 'usage':
    case 'settings':
      return `#/${route.page}${route.query === '' ? '' : `?${route.query}`}`;
    default:
      return route satisfies never;
  }
}
