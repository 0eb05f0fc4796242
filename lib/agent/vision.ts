/** Whether the model is shown a picture of the page this turn. Pictures cost tokens: `auto` shows one only where text says too little. */

import type { Vision } from '../domain/consent.ts';
import type { Observation } from './page.ts';

export interface Sight {
  readonly vision: Vision;
  readonly observation: Observation;
  /** The last turn failed, or nothing came of it. */
  readonly struggling: boolean;
}

/** A view that is mostly chart, map, canvas or photograph. */
const MOSTLY_PICTURES = 0.4;
/** Characters of an observation that says next to nothing. */
const LITTLE_TEXT = 400;

export function wantsPicture({ vision, observation, struggling }: Sight): boolean {
  switch (vision) {
    case 'on':
      return true;
    case 'off':
      return false;
    case 'auto':
      return struggling || observation.pictured >= MOSTLY_PICTURES || observation.text.length < LITTLE_TEXT;
    default:
      return vision satisfies never;
  }
}
