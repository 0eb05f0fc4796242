/** The page before it has been looked at: nothing is known of it, and nothing can be acted on. */

import type { Observation } from './page.ts';

export const noObservation: Observation = {
  url: 'about:blank',
  title: '',
  text: '',
  targets: new Map(),
  tabs: [],
  fingerprint: '',
  pictured: 0,
  ms: 0,
};
