/** How an element was found, in a line for people. Types only of the domain's locators, whose module is not for browsers. */

import type { Locator, Locators } from '../../lib/domain/locator.ts';

/** The best of them, and the frame it is in. */
export function sayLocators({ candidates, frames }: Locators): string {
  const [best] = candidates;
  if (best === undefined) return '';
  const inside = frames
    .toReversed()
    .map(({ title, name, src, index }) => ` in the frame “${title ?? name ?? src ?? String(index + 1)}”`);
  const nth = best.nth === undefined ? '' : `, number ${best.nth + 1}`;
  return `${sayOne(best)}${nth}${inside.join('')}`;
}

function sayOne(locator: Locator): string {
  switch (locator.by) {
    case 'test-id':
      return `${locator.attribute} “${locator.value}”${sayWithin(locator.within)}`;
    case 'role':
      return `${locator.role} “${locator.name}”${sayWithin(locator.within)}`;
    case 'label':
      return `the ${locator.from} “${locator.text}”`;
    case 'text':
      return `the text “${locator.text}”${sayWithin(locator.within)}`;
    case 'css':
      return locator.selector;
    case 'xpath':
      return locator.path;
    default:
      return locator satisfies never;
  }
}

function sayWithin(within: Extract<Locator, { by: 'role' }>['within']): string {
  return (within ?? [])
    .map(scope =>
      'item' in scope
        ? ` in the ${scope.item} of “${scope.has}”`
        : ` in ${scope.role}${scope.name && ` “${scope.name}”`}`,
    )
    .join('');
}
