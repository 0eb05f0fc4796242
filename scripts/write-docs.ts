/** Writes the generated pages of docs/: the routes and the errors. Tests hold the files to what this would write. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeApiDoc } from '../lib/api/api-doc.ts';
import { makeErrorsDoc } from '../lib/api/errors-doc.ts';

const docs = join(import.meta.dirname, '../docs');
writeFileSync(join(docs, 'api.md'), makeApiDoc());
writeFileSync(join(docs, 'errors.md'), makeErrorsDoc());
