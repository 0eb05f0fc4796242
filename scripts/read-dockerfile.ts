/** Reads a Dockerfile of the few instructions that ours has. Whatever it does not know it refuses, so that what is checked and what is built cannot drift. */

export type Instruction =
  | { readonly kind: 'from'; readonly image: string; readonly stage: string | undefined }
  | { readonly kind: 'workdir'; readonly folder: string }
  | {
      readonly kind: 'copy';
      readonly from: string | undefined;
      readonly sources: readonly string[];
      readonly to: string;
    }
  | { readonly kind: 'run'; readonly words: readonly string[] }
  | { readonly kind: 'env'; readonly name: string; readonly value: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'cmd'; readonly words: readonly string[] };

export function readDockerfile(text: string): readonly Instruction[] {
  const lines = text.split('\n').map(line => line.trim());
  return lines.filter(line => line !== '' && !line.startsWith('#')).map(readLine);
}

function readLine(line: string): Instruction {
  const [name = '', ...words] = line.split(/\s+/);
  const [first = '', second, third] = words;
  switch (name) {
    case 'FROM':
      return { kind: 'from', image: first, stage: second === 'AS' ? third : undefined };
    case 'WORKDIR':
      return { kind: 'workdir', folder: first };
    case 'COPY': {
      const options = words.filter(word => word.startsWith('--'));
      const paths = words.filter(word => !word.startsWith('--'));
      const from = /^--from=(\w+)$/.exec(options[0] ?? '')?.[1];
      if (options.length > (from === undefined ? 0 : 1) || paths.length < 2) break;
      return { kind: 'copy', from, sources: paths.slice(0, -1), to: paths.at(-1) ?? '' };
    }
    case 'RUN':
      // A shell's own signs would need a shell.
      if (/[&|;<>$`"'\\]/.test(line)) break;
      return { kind: 'run', words };
    case 'ENV': {
      const [, key = '', value = ''] = /^([A-Z_]+)=(\S+)$/.exec(first) ?? [];
      if (words.length !== 1 || key === '') break;
      return { kind: 'env', name: key, value };
    }
    case 'USER':
      return { kind: 'user', user: first };
    case 'CMD':
      return { kind: 'cmd', words: JSON.parse(words.join(' ')) as string[] };
    default:
      break;
  }
  throw new Error(`The check of the image does not know this line of the Dockerfile: ${line}`);
}
