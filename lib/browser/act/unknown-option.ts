/** What a list has instead of the option that was asked for. */

import { type Refusal, refusal } from '../../domain/errors.ts';
import { quote } from './acted.ts';

const MAX_SHOWN = 40;

export function unknownOption(missing: string, options: readonly string[]): Refusal {
  const asked = missing.toLowerCase().slice(0, 3);
  // What begins alike stands first: of two hundred countries only some fit.
  const alike = options.filter(option => option.toLowerCase().startsWith(asked));
  const shown = [...new Set(options.length > MAX_SHOWN ? [...alike, ...options] : options)].slice(0, MAX_SHOWN);
  const rest = options.length > shown.length ? `, … ${options.length - shown.length} more` : '';
  const there =
    shown.length === 0 ? 'No options show.' : `There are: ${shown.map(one => quote(one, 60)).join(', ')}${rest}`;
  return refusal('page.option-unknown', `There is no option ${quote(missing)}. ${there}`);
}
