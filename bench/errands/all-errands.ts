/** The errands in the order they are run. */

import { dataErrands } from './data-errands.ts';
import type { Errand } from './errand.ts';
import { formsErrands } from './forms-errands.ts';
import { readingErrands } from './reading-errands.ts';
import { shopBrowsingErrands } from './shop-browsing-errands.ts';
import { shopBuyingErrands } from './shop-buying-errands.ts';

export const allErrands: readonly Errand[] = [
  ...shopBrowsingErrands,
  ...shopBuyingErrands,
  ...formsErrands,
  ...dataErrands,
  ...readingErrands,
];
