/** The page as the agent was shown it: lines of text, and nothing but text. Opens at the lines that a claim rests on. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { linesWith } from '../../state/find-evidence.ts';
import { visible } from '../../state/visible.ts';
import { runWords } from '../../strings/run-page.ts';

interface ObservationProps {
  readonly text: string;
  readonly claim: string | undefined;
}

export function ObservationFold({ text, claim }: ObservationProps) {
  const isOpen = useSignal(claim !== undefined);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const marked = box.current?.querySelector('mark');
    // Only the box is scrolled, never the page: the person has just chosen what to look at.
    if (box.current && marked instanceof HTMLElement) box.current.scrollTop = marked.offsetTop - 60;
  }, [isOpen.value, claim, text]);
  if (text === '') return <p class="quiet">{runWords.noObservation}</p>;
  const marks = claim === undefined ? undefined : linesWith(text, claim);
  return (
    <details
      class="fold observation"
      open={isOpen.value}
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{runWords.observation}</summary>
      {isOpen.value && (
        <>
          <p class="quiet">{runWords.observationHint}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre class="file-text" tabIndex={0} ref={box} data-testid="observation">
            {marks === undefined || marks.size === 0
              ? visible(text)
              : text
                  .split('\n')
                  .map((line, index) =>
                    marks.has(index) ? <mark key={index}>{`${visible(line)}\n`}</mark> : `${visible(line)}\n`,
                  )}
          </pre>
        </>
      )}
    </details>
  );
}
