/** Keeps the owner's secrets over the API. A value comes from standard input, unseen, and is printed nowhere. */

import type { Client } from '../api/client.ts';
import { ErrandError } from '../domain/errors.ts';
import type { SecretsRequest } from './secrets-arguments.ts';

export interface Input {
  readonly stdin: NodeJS.ReadStream;
  readonly say: (line: string) => void;
}

/** Lines for standard output. Throws `ApiError`. */
export async function runSecrets(client: Client, { doing }: SecretsRequest, input: Input): Promise<readonly string[]> {
  switch (doing.kind) {
    case 'list': {
      const { items } = await client.call('GET /secrets');
      if (items.length === 0) return ['There are no secrets.'];
      return items.map(
        ({ name, kind, sites, lastUsedAt }) =>
          `${name.padEnd(24)} ${kind.padEnd(9)} ${sites.join(', ').padEnd(32)} ${lastUsedAt === undefined ? 'never used' : `used ${lastUsedAt}`}`,
      );
    }
    case 'remove':
      await client.call('DELETE /secrets/{name}', { params: { name: doing.name } });
      return [`${doing.name} is removed.`];
    case 'set': {
      const { name, secretKind: kind, sites, fields } = doing;
      const value = input.stdin.isTTY ? await askUnseen(input, name) : await readPipe(input.stdin);
      const body = { name, kind, sites: [...sites], value, ...(fields === undefined ? {} : { fields: [...fields] }) };
      await client.call('POST /secrets', { body });
      return [`${name} is stored for ${sites.join(', ')}.`];
    }
    default:
      return doing satisfies never;
  }
}

/** Without the line break that ends a file or an echo. */
async function readPipe(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** What is typed is not shown. Ctrl-C ends it. */
function askUnseen({ stdin, say }: Input, name: string): Promise<string> {
  say(`Value of ${name} (not shown), then Enter:`);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void): void => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      settle();
    };
    const onData = (text: string): void => {
      for (const char of text) {
        const isEnd = char === '\r' || char === '\n' || char === '\u0004';
        if (isEnd) end(() => resolve(typed));
        else if (char === '\u0003') end(() => reject(new ErrandError('secret.invalid', 'Nothing was stored.')));
        else typed = char === '\u007f' || char === '\b' ? [...typed].slice(0, -1).join('') : typed + char;
        if (isEnd) return;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}
