/** The steps as they happen: a list of which only what is in view is drawn, the newest at the end and in view. */

import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { rowAfterKey } from '../state/rows-to-draw.ts';
import type { StepView } from '../state/step-view.ts';
import { hasEnded, type TaskView } from '../state/task-view.ts';
import { runWords } from '../strings/run-page.ts';
import { strings } from '../strings.ts';
import { DownIcon } from './icons.tsx';
import { type Rows, useVirtualRows } from './run/use-virtual-rows.ts';
import { StepRow } from './step-row.tsx';

interface TimelineProps {
  readonly view: TaskView;
  /** The index of the step that is shown. */
  readonly shown: number;
  /** False where the person has chosen a step, which is then brought into view. */
  readonly isAtEnd: boolean;
  readonly choose: (index: number) => void;
}

export function Timeline({ view, shown, isAtEnd, choose }: TimelineProps) {
  const { steps } = view;
  const box = useRef<HTMLElement>(null);
  const newest = useRef(steps);
  newest.current = steps;
  const keyOf = useRef((index: number): number => newest.current[index]?.step ?? index);
  const focused = useSignal<number | undefined>(undefined);
  const stop = focused.value ?? shown;
  const rows = useVirtualRows({ count: steps.length, box, keyOf: keyOf.current, kept: stop });
  useLayoutEffect(() => rows.scrollToEnd(), []);
  useEffect(() => {
    if (!isAtEnd) rows.scrollToIndex(shown, { align: 'auto' });
  }, [shown, isAtEnd]);
  const ended = hasEnded(view.status);
  const isAway = steps.length > 0 && !rows.isAtEnd();
  return (
    <section class="timeline" aria-label={strings.timeline}>
      <div class="timeline-box" ref={box as { current: HTMLDivElement | null }} data-testid="timeline">
        <ol
          class="steps"
          style={{ height: `${rows.getTotalSize()}px` }}
          aria-describedby="timeline-hint"
          onKeyDown={event => moveFocus(event, { rows, steps, focused: stop })}
        >
          {rows.getVirtualItems().map(row => {
            const step = steps[row.index];
            return (
              step && (
                <StepRow
                  key={row.key}
                  step={step}
                  index={row.index}
                  count={steps.length}
                  top={row.start}
                  measure={rows.measureElement}
                  isChosen={row.index === shown}
                  isTabStop={row.index === stop}
                  isUnderWay={!ended && view.status === 'running' && row.index === steps.length - 1}
                  choose={() => choose(row.index)}
                  onFocus={() => {
                    focused.value = row.index;
                  }}
                />
              )
            );
          })}
        </ol>
        {steps.length === 0 && <p class="quiet">{ended ? strings.noStepsMade : strings.noStepsYet}</p>}
      </div>
      {isAway && !ended && (
        <button type="button" class="button button-small timeline-end" onClick={() => rows.scrollToEnd()}>
          <DownIcon />
          {runWords.newSteps}
        </button>
      )}
      <span id="timeline-hint" class="visually-hidden">
        {runWords.stepsHint}
      </span>
    </section>
  );
}

interface Focused {
  readonly rows: Rows;
  readonly steps: readonly StepView[];
  readonly focused: number;
}

/** The row is drawn first, wherever it is, and then has the focus. */
function moveFocus(event: KeyboardEvent, { rows, steps, focused }: Focused): void {
  const to = rowAfterKey(event.key, focused, steps.length);
  const list = event.currentTarget;
  if (to === undefined || !(list instanceof HTMLElement)) return;
  event.preventDefault();
  rows.scrollToIndex(to, { align: 'auto' });
  const focus = (tries: number): void => {
    const row = list.querySelector<HTMLElement>(`[data-index="${to}"] .step-choose`);
    if (row) row.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
  };
  focus(10);
}
