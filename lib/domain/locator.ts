/** How to find an element again on another day: several ways, best first, so that a replay can tell when they disagree. Finds nothing itself. */

import * as z from 'zod';

const unique = z.boolean();
/** Which of several equal ones, from 0, in page order. */
const nth = z.int().min(0).optional();

export const Locator = z.discriminatedUnion('by', [
  z.object({ by: z.literal('test-id'), attribute: z.string(), value: z.string(), unique, nth }),
  /** `within`: the named containers, headings or rows it stands in, outermost first. */
  z.object({ by: z.literal('role'), role: z.string(), name: z.string(), within: z.array(z.string()), unique, nth }),
  z.object({ by: z.literal('label'), text: z.string(), unique, nth }),
  z.object({ by: z.literal('text'), text: z.string(), unique, nth }),
  z.object({ by: z.literal('css'), selector: z.string(), unique }),
  z.object({ by: z.literal('xpath'), path: z.string(), unique }),
]);
export type Locator = z.infer<typeof Locator>;

export const Locators = z.object({
  /** The frames from the page inwards: each by what names it, and its place among its sisters. */
  frames: z.array(z.object({ name: z.string(), path: z.string(), index: z.int() })),
  /** CSS selectors of the shadow hosts from the frame's document inwards, each within the root before. */
  hosts: z.array(z.string()),
  /** Best first. `unique` ones found exactly this element when they were made. */
  candidates: z.array(Locator),
});
export type Locators = z.infer<typeof Locators>;
