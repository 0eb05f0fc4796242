/** Bars for each day as a picture that is as wide as its place. Colours are the style sheet's. */

import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { labelsThatFit, ticksFor } from '../../state/ticks.ts';

export interface Bars {
  readonly labels: readonly string[];
  /** The first is drawn over the next, which holds it, as spent within reserved. */
  readonly layers: readonly (readonly number[])[];
  readonly format: (value: number) => string;
  /** Of things that come in ones: no half of one at the axis. */
  readonly whole?: boolean;
}

interface BarsProps extends Bars {
  readonly pointed: number | undefined;
  /** Which day the pointer is on. */
  readonly point: (index: number | undefined) => void;
}

/** In CSS pixels, as the style sheet has the height of the box. */
const HEIGHT = 168;
const TOP = 8;
const FOOT = 24;
const AXIS = 46;
/** So that half of the last label fits. */
const RIGHT = 16;
const LABEL_ROOM = 58;
const WIDEST_BAR = 34;
const BAR_SHARE = 0.62;

export function DayBars({ labels, layers, format, whole = false, pointed, point }: BarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => {
      width.value = element.clientWidth;
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  const ticks = ticksFor(Math.max(...layers.flat(), 0), whole);
  const top = ticks.at(-1) || 1;
  const room = Math.max(0, width.value - AXIS - RIGHT);
  const slot = room / Math.max(1, labels.length);
  const bar = Math.min(WIDEST_BAR, slot * BAR_SHARE);
  const yOf = (value: number): number => TOP + (HEIGHT - TOP - FOOT) * (1 - value / top);
  const xOf = (index: number): number => AXIS + slot * (index + 0.5);
  return (
    <div class="plot-box" ref={box}>
      {width.value > 0 && (
        <svg
          class="bars"
          width={width.value}
          height={HEIGHT}
          aria-hidden="true"
          onPointerLeave={() => point(undefined)}
        >
          {ticks.map(tick => (
            <g key={tick}>
              <line class="bars-line" x1={AXIS} x2={width.value - RIGHT} y1={yOf(tick)} y2={yOf(tick)} />
              <text class="bars-text" x={AXIS - 8} y={yOf(tick) + 4} text-anchor="end">
                {format(tick)}
              </text>
            </g>
          ))}
          {labels.map((label, index) => (
            <g key={label} class="bars-day" data-pointed={pointed === index || undefined}>
              {layers
                .map((values, layer) => ({ layer, value: values[index] ?? 0 }))
                .filter(({ value }) => value > 0)
                .toReversed()
                .map(({ layer, value }) => (
                  <rect
                    key={layer}
                    class={`bars-bar bars-layer-${layer}`}
                    x={xOf(index) - bar / 2}
                    width={bar}
                    y={Math.min(yOf(value), yOf(0) - 2)}
                    height={Math.max(2, yOf(0) - yOf(value))}
                    rx={Math.min(4, bar / 4)}
                  />
                ))}
              <rect
                class="bars-place"
                x={AXIS + slot * index}
                width={slot}
                y={0}
                height={HEIGHT}
                onPointerEnter={() => point(index)}
              />
            </g>
          ))}
          {labelsThatFit(labels.length, room, LABEL_ROOM).map(index => (
            <text key={index} class="bars-text" x={xOf(index)} y={HEIGHT - 6} text-anchor="middle">
              {labels[index]}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
