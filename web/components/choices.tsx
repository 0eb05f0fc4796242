/** A list of what a proposal would allow, each with a box to untick. What is needed stays ticked and says why. */

import type { ComponentChildren } from 'preact';
import { toggled } from '../state/toggled.ts';

export interface ChoiceItem<T extends string> {
  readonly value: T;
  readonly words: string;
  /** Sites and secrets are shown letter by letter. */
  readonly isName?: boolean;
  readonly note?: string | undefined;
  /** Cannot be left out. */
  readonly isNeeded?: boolean;
  readonly below?: ComponentChildren;
}

interface ChoicesProps<T extends string> {
  readonly labelledBy: string;
  readonly items: readonly ChoiceItem<T>[];
  readonly without: ReadonlySet<T>;
  readonly change: (without: ReadonlySet<T>) => void;
  readonly disabled: boolean;
  /** Each in a few words, with nothing below it: side by side where there is room. */
  readonly isShort?: boolean;
}

export function Choices<T extends string>({
  labelledBy,
  items,
  without,
  change,
  disabled,
  isShort = false,
}: ChoicesProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by the term that stands before it in the list
    <div role="group" aria-labelledby={labelledBy} class={isShort ? 'choices choices-short' : 'choices'}>
      {items.map(({ value, words, isName, note, isNeeded, below }) => (
        <div key={value} class="choice" data-out={without.has(value)}>
          <label class="choice-label">
            <input
              type="checkbox"
              checked={!without.has(value)}
              disabled={disabled || isNeeded === true}
              onChange={event => change(toggled(without, value, !event.currentTarget.checked))}
            />
            <span class={isName === true ? 'mono choice-words' : 'choice-words'}>{words}</span>
            {note !== undefined && <span class="quiet">{note}</span>}
          </label>
          {below}
        </div>
      ))}
    </div>
  );
}
