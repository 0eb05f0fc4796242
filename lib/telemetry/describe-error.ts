/** What a log may say of an error: its kind, its code and where in our code it was. Never its message, which may quote a page, a body or a secret. */

import { errorTable } from '../domain/error-table.ts';
import { mapPlace } from './map-place.ts';

export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  /** The HTTP status that a service answered with. */
  readonly status?: number;
  /** Our own frames, the innermost first. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

const NAME = /^[A-Z][A-Za-z0-9]{0,63}$/;
/** As Node and Chromium name their failures: ECONNREFUSED, ERR_INVALID_ARG_TYPE. */
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{2,63}$/;
const MAX_DEPTH = 3;
const MAX_FRAMES = 8;

/** Takes an error, or the text of one. */
export function describeError(error: unknown, depth = 1): DescribedError {
  if (typeof error === 'string') return { name: nameIn(error), ...framesIn(error, '') };
  if (!(error instanceof Error)) return { name: 'Thrown' };
  const { name, message, stack = '', cause } = error;
  return {
    name: NAME.test(name) ? name : 'Error',
    ...codeOf(error),
    ...statusOf(error),
    ...framesIn(stack, message),
    ...(cause === undefined || depth >= MAX_DEPTH ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

function codeOf(error: Error): { code?: string } {
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code !== 'string') return {};
  return Object.hasOwn(errorTable, code) || SYSTEM_CODE.test(code) ? { code } : {};
}

function statusOf(error: Error): { status?: number } {
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null
      ? Reflect.get(metadata, 'httpStatusCode')
      : Reflect.get(error, 'status');
  return typeof status === 'number' ? { status } : {};
}

/** `TypeError: …` and the bare name are all that a text tells. */
function nameIn(text: string): string {
  const name = /^[A-Za-z0-9]+(?=:|$)/.exec(text)?.[0] ?? '';
  return NAME.test(name) ? name : 'Error';
}

/** Files of ours, of a package and of Node; a page's scripts have other addresses, and their names are the page's words. */
const FRAME = /^ {4}at (?:async )?(?:[\w$.<># []{1,80}\]? )?\(?((?:file:\/\/|node:|\/)[^\s()?#]{1,300}:\d+:\d+)\)?$/;
/** From the last folder that says what it is. */
const SHORT = /(?:^|\/)((?:lib|functions|node_modules|dist|chunks)\/.*)$/;

/** Only what stands after the message: a message may have lines that look like frames. */
function framesIn(stack: string, message: string): { at?: readonly string[] } {
  const from = message === '' ? 0 : stack.indexOf(message);
  const rest = from < 0 ? '' : stack.slice(from + message.length);
  const places = rest.split('\n').flatMap(line => FRAME.exec(line)?.[1] ?? []);
  if (places.length === 0) return {};
  const lines = places.slice(0, MAX_FRAMES).map(place => mapPlace(place));
  return { at: lines.map(line => SHORT.exec(line)?.[1] ?? line) };
}
