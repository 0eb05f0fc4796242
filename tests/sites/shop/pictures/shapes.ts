/** Every shape a product can be drawn as. */

import { kitchen } from './kitchen.ts';
import { vessels } from './vessels.ts';

export const shapes = { ...vessels, ...kitchen } as const;
export type Shape = keyof typeof shapes;
