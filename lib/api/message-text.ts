/** The words of a message as they may come from outside, by whichever way: what is longer would be cut without a word. A schema only. */

import * as z from 'zod';
import { MAX_MESSAGE_CHARS } from '../domain/message.ts';

/** A message is kept in one event of 24 KB at most, and beside the text there are ids and escapes. */
const MAX_MESSAGE_BYTES = 16_000;
const fitsEvent = (text: string): boolean => new TextEncoder().encode(JSON.stringify(text)).length <= MAX_MESSAGE_BYTES;

export const MessageText = z
  .string()
  .trim()
  .min(1)
  .max(MAX_MESSAGE_CHARS)
  .refine(fitsEvent, `must have at most ${MAX_MESSAGE_BYTES} bytes as UTF-8`);
