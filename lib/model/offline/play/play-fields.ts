/** Fills, chooses and ticks by the names of fields; finds the field to search in. */

import { likeness } from '../likeness.ts';
import { FIELDS, FILLABLE, isDisabled, isPassword, LISTS, matchTargets, TICKABLE } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { aside, done, failed, onTarget, type Played, type Scene, turn } from './played.ts';

export function playFill(step: StepOf<'fill'>, scene: Scene): Played {
  const value = step.value.from === 'words' ? step.value.text : scene.answer;
  if (value === undefined) return failed('there is no answer that could be typed');
  return onTarget(scene, {
    found: matchTargets(scene.page.elements, { name: step.field, roles: FIELDS }),
    what: `field "${step.field}"`,
    use: element =>
      element.options.length > 0 || element.role === 'listbox'
        ? choose(element, value)
        : turn('fill', { ref: element.ref, value, ...(step.submit === true ? { submit: true } : {}) }),
    isOptional: step.only !== undefined,
  });
}

export function playSearch(step: StepOf<'search'>, scene: Scene): Played {
  const found = searchFields(scene.page);
  if (found.length === 0 && scene.of.asides === 0) {
    // Many pages hide the field behind a button of that name.
    const [opener] = matchTargets(scene.page.elements, {
      name: 'search',
      roles: new Set(['button', 'link', 'clickable']),
    });
    if (opener !== undefined)
      return aside('click', { ref: opener.ref }, `I see no field to search in, so I click "${opener.name}"`);
  }
  return onTarget(scene, {
    found,
    what: 'search field',
    use: ({ ref }) => turn('fill', { ref, value: step.query, submit: true }),
    isOptional: step.only !== undefined,
  });
}

const SEARCH = /\bsearch|\bfind\b|suche|buscar|recherche|cerca|zoek|検索/i;

/** What is called so; where nothing is, the only text field there is. */
function searchFields(page: SeenPage): readonly SeenElement[] {
  const fields = page.elements.filter(
    element =>
      FILLABLE.has(element.role) && element.options.length === 0 && !isDisabled(element) && !isPassword(element),
  );
  const isSearch = (element: SeenElement): boolean =>
    element.role === 'searchbox' || SEARCH.test(`${element.name} ${element.placeholder ?? ''}`);
  const texts = fields.filter(element => element.role === 'textbox');
  const named = fields.filter(isSearch);
  return named.length > 0 ? named : texts.length === 1 ? texts : [];
}

const SAME_OPTION = 68;
const LIKE_OPTION = 50;

const likeliest = ({ options }: SeenElement, wanted: string): { option: string; score: number } =>
  options.map(option => ({ option, score: likeness(option, wanted) })).toSorted((a, b) => b.score - a.score)[0] ?? {
    option: wanted,
    score: 0,
  };

/** An option that is not listed may be among those that the page text left out, so it is asked for as it was said. */
function choose(element: SeenElement, wanted: string): Played {
  const { option, score } = likeliest(element, wanted);
  return turn('select', { ref: element.ref, options: [score >= LIKE_OPTION ? option : wanted] });
}

/** A list that has the option comes before one that has the name: "choose copper" says which list by itself. */
export function playSelect(step: StepOf<'select'>, scene: Scene): Played {
  const { elements } = scene.page;
  const named = step.field === '' ? [] : matchTargets(elements, { name: step.field, roles: FIELDS });
  const hasOption = (element: SeenElement): boolean => likeliest(element, step.option).score >= SAME_OPTION;
  const lists = elements.filter(element => LISTS.has(element.role) && hasOption(element));
  const single = new Set(['radio', 'option', 'menuitemradio', 'tab', ...(step.field === '' ? ['button', 'link'] : [])]);
  const choices = matchTargets(elements, { name: step.option, roles: single });
  const ordered = [
    ...named.filter(hasOption),
    ...(named.length === 0 || step.field === '' ? lists : []),
    ...named.filter(element => LISTS.has(element.role)),
    ...choices,
    ...lists,
    ...named,
  ];
  return onTarget(scene, {
    found: [...new Set(ordered)],
    what: step.field === '' ? `option "${step.option}"` : `list "${step.field}"`,
    use: element => {
      if (LISTS.has(element.role)) return choose(element, step.option);
      return FILLABLE.has(element.role)
        ? turn('fill', { ref: element.ref, value: step.option })
        : turn('click', { ref: element.ref });
    },
    isOptional: step.only !== undefined,
  });
}

const ON = /(?:^|, )(?:checked|pressed|selected)\b/;

export function playTick(step: StepOf<'tick'>, scene: Scene): Played {
  const found = matchTargets(scene.page.elements, { name: step.name, roles: TICKABLE, hint: 'box' });
  const [best] = found;
  if (best !== undefined && best.role !== 'button' && ON.test(best.states) === step.on) return done;
  return onTarget(scene, {
    found,
    what: `box "${step.name}"`,
    use: ({ ref }) => turn('click', { ref }),
    isOptional: step.only !== undefined,
  });
}
