/** Reads rows page by page into one dataset, picks the best of them, and reads single facts. */

import { answerFrom, ONE_FACT } from '../answer.ts';
import { bestInstruction } from '../extract/best-row.ts';
import { isDisabled } from '../match-target.ts';
import { troublesOn } from '../page-says.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import { ALL_PAGES, type StepOf } from '../steps.ts';
import { searchFields } from './play-fields.ts';
import { done, failed, look, MAX_TRIES, type Played, type Scene, turn, way } from './played.ts';

export const playExtract = (step: StepOf<'extract'>, scene: Scene): Played =>
  readPages(scene, { instruction: step.instruction, name: step.name, pages: step.pages });

/** A superlative is of the whole list, so all its pages are read. */
export function playPick(step: StepOf<'pick'>, scene: Scene): Played {
  const name = `${step.of.way === 'most' ? 'highest' : 'lowest'} ${step.of.by}`;
  const played = readPages(scene, { instruction: bestInstruction(step.of, step.what), name, pages: ALL_PAGES });
  const isEmpty = !scene.readings.some(reading => reading.name === name && reading.rows > 0);
  return played.kind === 'done' && isEmpty ? failed(`I see no list of ${step.what} with a ${step.of.by}`) : played;
}

/** extract, Next, extract, Next, … one dataset. Where there is no Next, or it does nothing, was the last page. */
function readPages({ of, page }: Scene, wish: { instruction: string; name: string; pages: number }): Played {
  const pagesRead = Math.ceil(of.done / 2);
  const isToRead = of.done % 2 === 0;
  if (isToRead && of.done > 0 && of.lastEffect === 'none') return done;
  if (isToRead && of.failed >= MAX_TRIES - 1) return failed(of.lastDetail ?? 'the page could not be read');
  if (isToRead && pagesRead < wish.pages) return turn('extract', { instruction: wish.instruction, name: wish.name });
  if (pagesRead >= wish.pages) return done;
  const next = nextOf(page, pagesRead + 1, of.tried);
  if (next === undefined || of.failed > 1) return done;
  return {
    kind: 'turn',
    calls: [{ name: 'click', args: { ref: next.ref } }],
    text: `page ${pagesRead + 1}: I click "${next.name}"`,
  };
}

/** Exact names only: "Next day delivery" turns no page. */
const NEXT =
  /^(?:go to )?(?:the )?(?:next(?: page| results?| posts?| \d+)?|older(?: posts| entries)?|weiter|nächste(?: seite)?|siguiente|suivante?|volgende|successiva?|次へ)?\s*(?:›|»|→|>|>>|→)?$/iu;

function nextOf(page: SeenPage, number: number, tried: readonly string[]): SeenElement | undefined {
  const usable = page.elements.filter(
    element =>
      /^(?:link|button|clickable)$/.test(element.role) &&
      !isDisabled(element) &&
      !/\bcurrent\b/.test(element.states) &&
      !tried.includes(element.ref) &&
      element.name.trim() !== '',
  );
  return (
    usable.find(element => NEXT.test(element.name.trim())) ??
    usable.find(element => new RegExp(`^(?:page )?${number}$`, 'i').test(element.name.trim()))
  );
}

/** Views that are looked through for an answer: what a page loads late stands in none of its text before. */
const MAX_VIEWS = 8;

/** At the end of the errand the answer is in the report; before it, it is kept as data, or it would be gone with the page. */
export function playAnswer(step: StepOf<'answer'>, scene: Scene): Played {
  const { of, page, isAtEnd } = scene;
  if (of.lastRows !== undefined && of.lastRows > 0) return done;
  // What was folded is not in the text, so what answers best there may be the wrong line.
  const isShown = isAtEnd && !page.isFolded && step.about === undefined;
  if (isShown && answerFrom(page.lines, step.question) !== undefined) return done;
  if (of.failed > 1) return failed(of.lastDetail ?? 'the page could not be read');
  // The page is read again after each look further.
  if (of.reads > of.looks + of.ways) return searchFor(step, scene) ?? lookFurther(step, scene);
  return turn('extract', { instruction: `${ONE_FACT}${step.question}`, name: 'answers' });
}

function searchFor({ about }: StepOf<'answer'>, { page, of }: Scene): Played | undefined {
  const [field] = about === undefined || of.ways > 0 ? [] : searchFields(page);
  if (field === undefined || about === undefined) return undefined;
  return way(
    'fill',
    { ref: field.ref, value: about, submit: true },
    `this page does not say, so I search for "${about}"`,
  );
}

function lookFurther({ question }: StepOf<'answer'>, { page, of }: Scene): Played {
  if (of.looks < MAX_VIEWS && of.asideEffect !== 'none')
    return look('scroll', { to: 'down' }, 'I find no answer yet, so I look further down');
  const says = troublesOn(page);
  return failed(
    `I find no answer to "${question}" on "${page.title}"${says.length === 0 ? '' : `; the page says ${says.map(text => `“${text}”`).join(', ')}`}`,
  );
}
