/** What an id in a path or a body has to look like. Apart from the schemas of answers, which most functions have no use for. */

import * as z from 'zod';
import { type IdKind, idPattern } from '../domain/ids.ts';

export const idOf = (kind: IdKind) => z.string().regex(idPattern(kind), `must be the id of one ${kind}`);
