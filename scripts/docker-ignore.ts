/** What .dockerignore lets through to a build, by Docker's rules: the last pattern that matches a file or a folder above it decides. */

import { isMatch } from './docker-glob.ts';

/** Of paths relative to the project, with slashes. */
export function isSentBy(ignoreFile: string): (path: string) => boolean {
  const patterns = ignoreFile
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({ brings: line.startsWith('!'), glob: line.replace(/^!/, '').replace(/\/$/, '') }));
  return path => {
    const parts = path.split('/');
    const itself = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
    const last = patterns.findLast(({ glob }) => itself.some(one => isMatch(one, glob)));
    return last === undefined || last.brings;
  };
}
