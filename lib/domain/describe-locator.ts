/** Where an element is, in a line for people. Types only of the locators, so that the console says it in the same words without their schemas. */

import type { Locator, Locators, Scope } from './locator.ts';

/** One line for people. */
export function describeLocator(locator: Locator): string {
  const nth = locator.nth === undefined ? '' : `, number ${locator.nth + 1}`;
  return `${describeOne(locator)}${nth}`;
}

/** The best of them, and where it is. */
export function describeLocators({ candidates, frames }: Locators): string {
  const [best] = candidates;
  const inside = frames.map(({ title, name, src, index }) => {
    const called = title ?? name ?? src;
    return ` in frame ${called === undefined ? `number ${index + 1}` : JSON.stringify(called)}`;
  });
  return `${best === undefined ? 'nothing' : describeLocator(best)}${inside.reverse().join('')}`;
}

function describeOne(locator: Locator): string {
  switch (locator.by) {
    case 'test-id':
      return `${locator.attribute} ${JSON.stringify(locator.value)}${describeScopes(locator.within)}`;
    case 'role':
      return `${locator.role} ${JSON.stringify(locator.name)}${describeScopes(locator.within)}`;
    case 'label':
      return `field with the ${locator.from} ${JSON.stringify(locator.text)}`;
    case 'text':
      return `text ${JSON.stringify(locator.text)}${describeScopes(locator.within)}`;
    case 'css':
      return `CSS ${locator.selector}`;
    case 'xpath':
      return `XPath ${locator.path}`;
    default:
      return locator satisfies never;
  }
}

function describeScopes(scopes: readonly Scope[] | undefined): string {
  return (scopes ?? [])
    .map(scope => {
      if ('item' in scope) return ` in the ${scope.item} of ${JSON.stringify(scope.has)}`;
      const where = scope.role === 'heading' ? 'under the heading' : `in ${scope.role}`;
      return ` ${where}${scope.name === '' ? '' : ` ${JSON.stringify(scope.name)}`}`;
    })
    .join('');
}
