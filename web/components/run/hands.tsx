/** The page in the person's hands: an address box, the picture that takes clicks and keys, and how to give it back. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Frame } from '../../data/frame.ts';
import type { InputLine } from '../../data/input-line.ts';
import { runWords } from '../../strings/run-page.ts';
import { useConsole } from '../context.ts';
import { AddressForm } from './address-form.tsx';
import { GiveBackForm } from './give-back-form.tsx';
import { PageCatcher } from './page-catcher.tsx';
import { BackIcon, ReloadIcon } from './run-icons.tsx';

interface HandsProps {
  readonly taskId: string;
  /** What is clicked on; without one there is nothing to click on yet. */
  readonly frame: Frame | undefined;
  readonly picture: ComponentChildren;
}

export function Hands({ taskId, frame, picture }: HandsProps) {
  const acts = useConsole().run;
  const line = useRef<InputLine | undefined>(undefined);
  const giveBack = useRef<HTMLButtonElement>(null);
  const isHeld = useSignal(false);
  useEffect(() => {
    const opened = acts.openInputs(taskId);
    line.current = opened;
    return () => opened.close();
  }, [taskId]);
  const send: InputLine['send'] = input => line.current?.send(input);
  return (
    <figure class="stage hands" data-held={isHeld.value} data-testid="hands">
      <figcaption class="hands-head">
        <strong>{runWords.youHaveMouse}</strong> <span>{runWords.mouseHint}</span> <span>{runWords.mouseSites}</span>
      </figcaption>
      <div class="stage-bar">
        <button type="button" class="icon-button" aria-label={runWords.goBack} onClick={() => send({ kind: 'back' })}>
          <BackIcon />
        </button>
        <button type="button" class="icon-button" aria-label={runWords.reload} onClick={() => send({ kind: 'reload' })}>
          <ReloadIcon />
        </button>
        <AddressForm url={frame?.url ?? ''} go={url => send({ kind: 'navigate', url })} />
        <button
          type="button"
          class="button button-small"
          title={runWords.escapeHint}
          onClick={() => send({ kind: 'key', key: 'Escape' })}
        >
          {runWords.escapeKey}
        </button>
      </div>
      <div class="stage-view">
        {picture}
        {frame ? (
          <PageCatcher
            page={frame}
            send={send}
            leave={() => giveBack.current?.focus()}
            onHeld={held => {
              isHeld.value = held;
            }}
          />
        ) : (
          <p class="hands-wait">{runWords.waitingForPicture}</p>
        )}
      </div>
      <GiveBackForm
        button={giveBack}
        giveBack={async note => {
          // What was done last goes to the page before it goes back.
          await line.current?.idle();
          await acts.returnControl(taskId, note);
        }}
      />
    </figure>
  );
}
