/** What can stand in a log line: named ids and figures. Hostile values go into every place in the code that logs, and none comes out. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ErrandError } from '../../../lib/domain/errors.ts';
import { within } from '../../../lib/telemetry/ambient.ts';
import { describeError } from '../../../lib/telemetry/describe-error.ts';
import { openLog } from '../../../lib/telemetry/log.ts';
import { hashOfOwner, logFields } from '../../../lib/telemetry/log-fields.ts';
import { logCallsIn } from './log-calls.ts';

const root = join(import.meta.dirname, '../../..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'lib', 'functions'], { cwd: root })
  .toString()
  .split('\n')
  .filter(file => file.endsWith('.ts') && !/^lib\/(cli|local)\//.test(file));
const calls = files.flatMap(file => logCallsIn(root, file));

/** Each is a thing that must never be logged, with a mark to look for. */
const MARK = 'xyzzy';
const hostile = [
  `Bearer eyJhbGciOi.${MARK}.sig`,
  `password=${MARK}`,
  `{"body":"${MARK}"}`,
  `Page says: ${MARK}\n    at ${MARK} (https://evil.test/${MARK}.js:1:1)`,
  `https://shop.test/?session=${MARK}`,
  `${MARK}@example.com`,
  `\u001b[31m${MARK}\u202e`,
] as const;

let lines: string[] = [];
const written = (): string => lines.join('');
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG');
  lines = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(chunk => {
      lines.push(String(chunk));
      return true;
    });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function errorWith(text: string): Error {
  const cause = Object.assign(new TypeError(text), { request: { headers: { authorization: text } }, body: text });
  const error = new ErrandError('page.crashed', text, { quote: text }, cause);
  return Object.assign(error, { name: text.slice(0, 20), response: text });
}

describe('the places that log', () => {
  test('are found', () => {
    expect(calls.length).toBeGreaterThan(15);
    expect(calls.map(({ message }) => message)).toContain('task run');
  });

  test('say words of the code, never put together', () => {
    const forwarded = /^lib\/(connect|worker\/run-in-browser)\.ts/;
    expect(calls.filter(({ message, place }) => message === undefined && !forwarded.test(place))).toEqual([]);
  });

  test('name only fields that are on the list', () => {
    const known = new Set([...Object.keys(logFields), 'ownerId', 'error']);
    const unknown = calls.flatMap(({ place, fields }) =>
      fields.filter(name => !known.has(name)).map(name => `${place} ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  const cases = calls.map(call => [`${call.place} ${call.message}`, call] as const);
  test.each(cases)('tell no secret, header, body or page text: %s', (_, { level, message = 'forwarded', fields }) => {
    const log = openLog('test');
    for (const text of hostile) {
      const given = Object.fromEntries(
        [...fields, ...Object.keys(logFields), 'authorization', 'text'].map(name => [name, text]),
      );
      const write = level === 'error' ? log.error : level === 'warn' ? log.warn : log.info;
      within({ sessionId: text, taskId: text, ownerId: text, requestId: text, parent: text }, () => {
        write(message, { ...given, ownerId: text }, errorWith(text));
        write(message, given);
        write(message, {}, text);
        write(message, {}, { text });
      });
    }
    expect(written()).toContain(message);
    expect(lines.filter(line => line.includes(MARK))).toEqual([]);
  });
});

describe('a log line', () => {
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}');

  test('carries what is known of the work around it, and the owner as a hash', () => {
    const taskId = 'tsk_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
    const sessionId = 'ses_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
    const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    within({ requestId: 'req-1', taskId, ownerId: 'ada', parent }, () =>
      within({ sessionId, fence: 2 }, () => openLog('test').info('task run', { run: 'ended' })),
    );
    expect(last()).toMatchObject({
      message: 'task run',
      requestId: 'req-1',
      taskId,
      sessionId,
      fence: 2,
      run: 'ended',
    });
    expect(last()).toMatchObject({ ownerHash: hashOfOwner('ada'), traceId: 'a'.repeat(32) });
    expect(lines.at(-1)).not.toContain('"ada"');
  });

  test('says that a value was left out, so that nobody takes it for absent', () => {
    openLog('test').info('request', { sessionId: 'a secret in a path', status: 404 });
    expect(last()).toMatchObject({ sessionId: '(left out)', status: 404 });
  });

  test('names an error, its code, its cause and where in our code it was', () => {
    const cause = Object.assign(new Error('no'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
    openLog('test').error('failed', {}, new ErrandError('store.unavailable', 'x', {}, cause));
    expect(last().error).toMatchObject({
      name: 'ErrandError',
      code: 'store.unavailable',
      cause: { name: 'ThrottlingException', status: 400 },
    });
    expect(JSON.stringify(last().error)).toContain('log.test.ts:');
  });
});

describe('an error that is described', () => {
  test('keeps frames of ours and drops those of pages', () => {
    const error = new Error('m');
    error.stack =
      'Error: m\n    at f (file:///x/lib/a.ts:1:2)\n    at evil (https://a.test/b.js:1:1)\n    at pptr:evaluate;c:1:1';
    expect(describeError(error)).toEqual({ name: 'Error', at: ['lib/a.ts:1:2'] });
  });

  test('takes no frame out of a message that looks like one', () => {
    const error = new Error(`x\n    at secret (/${MARK}/lib/${MARK}.ts:1:1)`);
    expect(JSON.stringify(describeError(error))).not.toContain(MARK);
  });

  test('reads the kind out of the text of one', () => {
    expect(describeError('TypeError: boom')).toEqual({ name: 'TypeError' });
    expect(describeError(42)).toEqual({ name: 'Thrown' });
  });
});
