/** Lies unseen over the live picture and takes what the person does to it: pointer, wheel, keys, text, what is pasted. */

import { useEffect, useRef } from 'preact/hooks';
import { type ClickCount, countClick } from '../../state/click-count.ts';
import type { Button, Input } from '../../state/inputs.ts';
import { meaningOf } from '../../state/key-input.ts';
import { type Size, toNearest, toPage } from '../../state/pointer-map.ts';
import { runWords } from '../../strings/run-page.ts';

interface CatcherProps {
  /** The page's viewport, in CSS px. */
  readonly page: Size;
  readonly send: (input: Input) => void;
  /** Takes the focus to where the page is given back. */
  readonly leave: () => void;
  readonly onHeld: (isHeld: boolean) => void;
}

const buttons: readonly Button[] = ['left', 'middle', 'right'];
/** A wheel that counts in lines. */
const LINE_PX = 16;

export function PageCatcher({ page, send, leave, onHeld }: CatcherProps) {
  const catcher = useRef<HTMLTextAreaElement>(null);
  const clicks = useRef<ClickCount | undefined>(undefined);
  // Who asked for the mouse has it: keys too, until Escape.
  useEffect(() => catcher.current?.focus({ preventScroll: true }), []);
  const place = (event: MouseEvent, isHeld = false) => {
    const box = catcher.current?.getBoundingClientRect();
    if (box === undefined) return undefined;
    return (isHeld ? toNearest : toPage)({ x: event.clientX, y: event.clientY }, box, page);
  };
  const press = (event: PointerEvent, kind: 'down' | 'up'): void => {
    const at = place(event, kind === 'up');
    const button = buttons[event.button];
    if (at === undefined || button === undefined) return;
    if (kind === 'down') {
      catcher.current?.setPointerCapture(event.pointerId);
      clicks.current = countClick(clicks.current, { ...at, button, time: event.timeStamp });
    }
    send({ kind, ...at, button, clicks: clicks.current?.clicks ?? 1 });
  };
  return (
    <textarea
      class="catcher"
      ref={catcher}
      aria-label={runWords.pageKeyboard}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      rows={1}
      onFocus={() => onHeld(true)}
      onBlur={() => onHeld(false)}
      onPointerMove={event => {
        const at = place(event, event.buttons !== 0);
        if (at) send({ kind: 'move', ...at });
      }}
      onPointerDown={event => press(event, 'down')}
      onPointerUp={event => press(event, 'up')}
      // The middle button would paste here, and a drag would mark what is typed.
      onMouseDown={event => {
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onContextMenu={event => event.preventDefault()}
      onDrop={event => event.preventDefault()}
      onWheel={event => {
        const at = place(event);
        if (at === undefined) return;
        event.preventDefault();
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
        send({ kind: 'wheel', ...at, dx: Math.round(event.deltaX * unit), dy: Math.round(event.deltaY * unit) });
      }}
      onKeyDown={event => {
        if (event.isComposing) return;
        const meaning = meaningOf(event);
        if (meaning === 'text' || meaning === 'own') return;
        event.preventDefault();
        if (meaning === 'leave') leave();
        else send(meaning);
      }}
      onInput={event => {
        // A letter that is still being composed is none yet.
        if (event.isComposing) return;
        sendText(event.currentTarget, send);
      }}
      onCompositionEnd={event => sendText(event.currentTarget, send)}
    />
  );
}

function sendText(catcher: HTMLTextAreaElement, send: (input: Input) => void): void {
  if (catcher.value !== '') send({ kind: 'text', text: catcher.value });
  catcher.value = '';
}
