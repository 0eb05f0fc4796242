/** Whether a page shows what a person calls so: in its words, or as an element with about that name. */

import { likeness, plain } from '../likeness.ts';
import type { SeenPage } from '../read-observation.ts';

const SHOWN = 68;

export function shows(page: SeenPage, wanted: string): boolean {
  return (
    page.lines.some(line => ` ${plain(line.text)} `.includes(` ${plain(wanted)} `)) ||
    page.elements.some(
      element => likeness(element.name, wanted) >= SHOWN || ` ${plain(element.states)} `.includes(` ${plain(wanted)} `),
    )
  );
}
