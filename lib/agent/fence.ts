/** Fences page text off for a model: a block between two random marks that the page cannot know. Adds no meaning to it. */

import { clipChars } from './shrink.ts';

const BEGIN = 'BEGIN PAGE ';
const END = 'END PAGE ';

export function fencePage(text: string, mark: string): string {
  return `${BEGIN}${mark}\n${text}\n${END}${mark}`;
}

export function fenceExcerpt(text: string, mark: string): string {
  return `BEGIN EXCERPT ${mark}\n${text}\nEND EXCERPT ${mark}`;
}

const EXCERPT = /\n?BEGIN EXCERPT (\S+)\n[\s\S]*?\nEND EXCERPT \1/;

/** What was found or read, or undefined. */
export function excerptIn(text: string): string | undefined {
  return EXCERPT.exec(text)?.[0]
    .replace(/^\n?BEGIN EXCERPT \S+\n/, '')
    .replace(/\nEND EXCERPT \S+$/, '');
}

/** Refs of a page that has gone would only mislead. */
const REFS = /\[(?:f\d+)?[ex]\d+\] /g;

/** The message with the beginning of what was found or read, still fenced, and without refs. */
export function shortenExcerpt(text: string, max: number): string {
  const short = (excerpt: string): string => clipChars(excerpt.replace(REFS, ''), max);
  return text.replace(EXCERPT, (_, mark: string) => `\n${fenceExcerpt(short(excerptIn(text) ?? ''), mark)}`);
}

/** The message without what was found or read: it can be read again. */
export function withoutExcerpt(text: string): string {
  return text.replace(EXCERPT, '\n(earlier excerpt removed)');
}

const BLOCK = /\n?BEGIN PAGE (\S+)\n[\s\S]*?\nEND PAGE \1/;

/** The message without its page: what stays of an older step, so that a long run does not carry every page along. */
export function withoutPage(text: string): string {
  return text.replace(BLOCK, '\n(earlier page removed)');
}
