/** Writes the generated pages of docs/: the routes, the errors, and the tables of the telemetry. Tests hold the files to what this would write. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeApiDoc } from '../lib/api/api-doc.ts';
import { makeErrorsDoc } from '../lib/api/errors-doc.ts';
import { fillTables } from '../lib/telemetry/telemetry-doc.ts';

const docs = join(import.meta.dirname, '../docs');
writeFileSync(join(docs, 'api.md'), makeApiDoc());
writeFileSync(join(docs, 'errors.md'), makeErrorsDoc());
const telemetry = join(docs, 'telemetry.md');
writeFileSync(telemetry, fillTables(readFileSync(telemetry, 'utf8')));
