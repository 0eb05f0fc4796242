/** A slider over the steps of a run, with play, speed, and what is worth a look marked. Keys: arrows, Home, End, Space. */

import { formatCountdown } from '../../state/format.ts';
import { notableSteps } from '../../state/notable-steps.ts';
import { elapsedAt, speeds } from '../../state/replay.ts';
import type { TaskView } from '../../state/task-view.ts';
import { runWords } from '../../strings/run-page.ts';
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from './run-icons.tsx';
import type { Replay } from './use-replay.ts';

interface ReplayProps {
  readonly view: TaskView;
  readonly replay: Replay;
  readonly isLive: boolean;
}

export function ReplayBar({ view, replay, isLive }: ReplayProps) {
  const { steps } = view;
  const { index, isPlaying } = replay;
  const step = steps[index];
  const place = step ? runWords.stepAmong(step.step, steps.at(-1)?.step ?? step.step) : '';
  const disabled = steps.length < 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; these are the controls of a player
    <div
      role="group"
      class="replay"
      aria-label={runWords.replay}
      data-testid="replay"
      onKeyDown={event => obeyKey(event, replay)}
    >
      <div class="replay-buttons">
        <button
          type="button"
          class="icon-button"
          aria-label={runWords.previous}
          disabled={index <= 0}
          onClick={() => replay.by(-1)}
        >
          <PreviousIcon />
        </button>
        <button
          type="button"
          class="icon-button replay-play"
          aria-label={isPlaying.value ? runWords.stop : runWords.play}
          disabled={disabled}
          onClick={replay.toggle}
        >
          {isPlaying.value ? <PauseIcon /> : <PlayIcon />}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={runWords.next}
          disabled={index >= steps.length - 1}
          onClick={() => replay.by(1)}
        >
          <NextIcon />
        </button>
      </div>
      <div class="replay-track">
        <input
          type="range"
          min={0}
          max={Math.max(0, steps.length - 1)}
          step={1}
          value={Math.max(0, index)}
          disabled={disabled}
          aria-label={runWords.stepSlider}
          aria-valuetext={`${place}${step ? `: ${step.actions[0]?.words ?? step.title}` : ''}`}
          aria-describedby="replay-hint"
          onInput={event => replay.to(event.currentTarget.valueAsNumber)}
        />
        <span class="replay-marks" aria-hidden="true">
          {notableSteps(steps).map(({ at, tone }) => (
            <i key={at} data-tone={tone} style={{ left: `${(at / Math.max(1, steps.length - 1)) * 100}%` }} />
          ))}
        </span>
      </div>
      <span class="replay-place figures">
        {steps.length > 0 && (
          <>
            {place} <span class="quiet">{formatCountdown(elapsedAt(steps, index))}</span>
          </>
        )}
      </span>
      <select
        class="replay-speed"
        aria-label={runWords.speed}
        value={String(replay.speed.value)}
        onChange={event => {
          const wanted = Number(event.currentTarget.value);
          replay.speed.value = speeds.find(speed => speed === wanted) ?? 1;
        }}
      >
        {speeds.map(speed => (
          <option key={speed} value={String(speed)}>
            {runWords.speedOf(speed)}
          </option>
        ))}
      </select>
      {isLive && (
        <button type="button" class="button button-small replay-live" disabled={replay.isAtEnd} onClick={replay.toEnd}>
          {replay.isAtEnd ? runWords.live : runWords.toLive}
        </button>
      )}
      <span id="replay-hint" class="visually-hidden">
        {runWords.replayHint}
      </span>
    </div>
  );
}

/** Buttons and lists keep the keys that are theirs. */
function obeyKey(event: KeyboardEvent, replay: Replay): void {
  const { target } = event;
  if (target instanceof HTMLSelectElement) return;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      replay.by(-1);
      break;
    case 'ArrowRight':
    case 'ArrowUp':
      replay.by(1);
      break;
    case 'Home':
      replay.to(0);
      break;
    case 'End':
      replay.toEnd();
      break;
    case ' ':
      if (target instanceof HTMLButtonElement) return;
      replay.toggle();
      break;
    default:
      return;
  }
  event.preventDefault();
}
