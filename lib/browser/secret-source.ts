/** What the browser asks of whoever keeps the task's secrets. It keeps none itself. */

import type { Refusal } from '../domain/errors.ts';
import type { FieldFacts } from '../domain/secret.ts';

export interface SecretSource {
  /** The text with its placeholders replaced, for exactly this field; or why not. */
  resolve(asked: string, field: FieldFacts): Promise<{ readonly ok: true; readonly value: string } | Refusal>;
  /** The values it has given so far: for masks in pictures. */
  values(): readonly string[];
}
