/** Reads rows page by page into one dataset, and single facts off the page as it is shown. */

import { answerFrom, ONE_FACT } from '../answer.ts';
import { isDisabled } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { done, failed, MAX_TRIES, type Played, type Scene, turn } from './played.ts';

/** extract, Next, extract, Next, … one dataset. Where there is no Next, or it does nothing, was the last page. */
export function playExtract(step: StepOf<'extract'>, { of, page }: Scene): Played {
  const pagesRead = Math.ceil(of.done / 2);
  const isToRead = of.done % 2 === 0;
  if (isToRead && of.done > 0 && of.lastEffect === 'none') return done;
  if (isToRead && of.failed >= MAX_TRIES - 1) return failed(of.lastDetail ?? 'the page could not be read');
  if (isToRead && pagesRead < step.pages) return turn('extract', { instruction: step.instruction, name: step.name });
  if (pagesRead >= step.pages) return done;
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

/** At the end of the errand the answer is in the report; before it, it is kept as data, or it would be gone with the page. */
export function playAnswer(step: StepOf<'answer'>, { of, page, isAtEnd }: Scene): Played {
  if (of.done > 0) return done;
  if (isAtEnd && answerFrom(page.lines, step.question) !== undefined) return done;
  if (of.failed > 1) return failed(of.lastDetail ?? 'the page could not be read');
  return turn('extract', { instruction: `${ONE_FACT}${step.question}`, name: 'answers' });
}
