/** What a person does on a page that they have taken over, as the API takes it; and a queue of it that stays short. Pure. */

import type { PersonInput } from '../../lib/domain/person-input.ts';

export type Input = PersonInput;
type InputOf<Kind extends Input['kind']> = Extract<Input, { kind: Kind }>;
export type Button = InputOf<'down'>['button'];
export type Key = InputOf<'key'>['key'];
export type Modifier = NonNullable<InputOf<'key'>['modifiers']>[number];

/** As the API takes them in one request. */
export const MAX_INPUTS = 50;
const MAX_TEXT = 1_000;
const MAX_WHEEL_PX = 5_000;

/** At the end of those that wait. Of moves in a row the last one says it all; wheels and letters in a row are one. */
export function queueInput(waiting: readonly Input[], input: Input): readonly Input[] {
  const last = waiting.at(-1);
  const joined = last === undefined ? undefined : join(last, input);
  return joined === undefined ? [...waiting, ...split(input)] : [...waiting.slice(0, -1), joined];
}

function join(last: Input, input: Input): Input | undefined {
  if (last.kind === 'move' && input.kind === 'move') return input;
  if (last.kind === 'wheel' && input.kind === 'wheel' && last.x === input.x && last.y === input.y)
    return { ...input, dx: turned(last.dx + input.dx), dy: turned(last.dy + input.dy) };
  if (last.kind === 'text' && input.kind === 'text' && last.text.length + input.text.length <= MAX_TEXT)
    return { kind: 'text', text: last.text + input.text };
  return undefined;
}

const turned = (px: number): number => Math.min(MAX_WHEEL_PX, Math.max(-MAX_WHEEL_PX, px));

/** A long text that is pasted goes in parts, none of which ends in half a character. */
function split(input: Input): readonly Input[] {
  if (input.kind !== 'text' || input.text.length <= MAX_TEXT) return [input];
  const parts: Input[] = [];
  let part = '';
  for (const character of input.text) {
    if (part.length + character.length > MAX_TEXT) {
      parts.push({ kind: 'text', text: part });
      part = '';
    }
    part += character;
  }
  return [...parts, { kind: 'text', text: part }];
}

/** What goes with the next request, and what waits on. */
export const takeBatch = (waiting: readonly Input[]): readonly [readonly Input[], readonly Input[]] => [
  waiting.slice(0, MAX_INPUTS),
  waiting.slice(MAX_INPUTS),
];
