/** Where an element is, said in ways that outlive the page: what a replay finds it again by. Finds nothing itself. */

import * as z from 'zod';

/** Of all locators of one element as JSON, in UTF-8. */
export const MAX_LOCATORS_BYTES = 1_500;

/** What an element stands in: the row or card that has a text of its own, or a named part of the page, or what a heading heads. */
export const Scope = z.union([
  z.object({ item: z.enum(['row', 'listitem', 'article', 'part']), has: z.string().max(120) }),
  z.object({ role: z.string().max(40), name: z.string().max(160) }),
]);
export type Scope = z.infer<typeof Scope>;

const how = {
  /** It alone finds exactly this element. Also false where the page was too large to be sure. */
  unique: z.boolean(),
  /** Which of those it finds, from 0. */
  nth: z.int().min(0).optional(),
};
const within = z.array(Scope).max(4).optional();

/** `css` and `xpath` count from the root the element is in, the others look through every shadow root of the frame. */
export const Locator = z.discriminatedUnion('by', [
  z.object({ by: z.literal('test-id'), attribute: z.string().max(40), value: z.string().max(200), within, ...how }),
  z.object({ by: z.literal('role'), role: z.string().max(40), name: z.string().max(160), within, ...how }),
  z.object({ by: z.literal('label'), from: z.enum(['label', 'placeholder']), text: z.string().max(160), ...how }),
  z.object({ by: z.literal('text'), tag: z.string().max(60), text: z.string().max(160), within, ...how }),
  z.object({ by: z.literal('css'), selector: z.string().max(600), ...how }),
  z.object({ by: z.literal('xpath'), path: z.string().max(1_200), ...how }),
]);
export type Locator = z.infer<typeof Locator>;

/** A frame in its parent: what it is called, where it is from (without the query), which one it is. */
export const FrameLocator = z.object({
  name: z.string().max(120).optional(),
  title: z.string().max(120).optional(),
  src: z.string().max(200).optional(),
  index: z.int().min(0),
});
export type FrameLocator = z.infer<typeof FrameLocator>;

export const Locators = z.object({
  /** Outermost first; none for the page itself. */
  frames: z.array(FrameLocator).max(8),
  /** CSS selectors of the shadow hosts, from the frame's document inwards. */
  hosts: z.array(z.string().max(600)).max(8),
  /** What the element was, so that what is found can be held against it. */
  seen: z.object({ role: z.string().max(40), name: z.string().max(160), item: Scope.optional() }),
  /** Best first. */
  candidates: z.array(Locator).min(1).max(6),
});
export type Locators = z.infer<typeof Locators>;

/** What goes first where there is too much: the words are said by the role already, and of the two paths one will do. */
const SPARED_FIRST = ['text', 'xpath', 'label', 'css'] as const;

/** The same locators within the limit. At least one candidate stays. */
export function withinLimit(locators: Locators): Locators {
  let fitted = locators;
  for (const by of SPARED_FIRST) {
    if (bytesOf(fitted) <= MAX_LOCATORS_BYTES) return fitted;
    const candidates = fitted.candidates.filter(candidate => candidate.by !== by);
    if (candidates.length > 0) fitted = { ...fitted, candidates };
  }
  const isCounted = fitted.candidates.some(({ by }) => by === 'css' || by === 'xpath');
  return isCounted || bytesOf(fitted) <= MAX_LOCATORS_BYTES ? fitted : { ...fitted, hosts: [] };
}

export const bytesOf = (locators: Locators): number => new TextEncoder().encode(JSON.stringify(locators)).length;
