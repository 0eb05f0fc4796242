/** What a tool is: a name, a description for the model, a schema, and what a call of it means. A tool does nothing itself. */

import * as z from 'zod';
import type { Action } from '../../domain/action.ts';
import type { ToolSpec } from '../model-client.ts';

/** What the model wants, once its arguments have been checked. */
export type Intent =
  | { readonly kind: 'act'; readonly actions: readonly Action[] }
  | { readonly kind: 'ask'; readonly question: string }
  | {
      readonly kind: 'finish';
      readonly outcome: 'done' | 'failed';
      readonly summary: string;
      readonly evidence: readonly string[];
    };

export interface Tool {
  readonly spec: ToolSpec;
  /** Arguments as JSON text → the intent, or what is wrong with them in words for the model. */
  read(argumentsText: string): Intent | { readonly kind: 'wrong'; readonly detail: string };
}

export interface ToolDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  readonly intent: (args: z.infer<Schema>) => Intent;
}

export function defineTool<Schema extends z.ZodObject>({
  name,
  description,
  schema,
  intent,
}: ToolDefinition<Schema>): Tool {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema);
  return {
    spec: { name, description, parameters },
    read(argumentsText) {
      let value: unknown;
      try {
        value = JSON.parse(argumentsText === '' ? '{}' : argumentsText);
      } catch {
        return { kind: 'wrong', detail: `The arguments of ${name} are not JSON: ${argumentsText.slice(0, 200)}` };
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return intent(parsed.data);
      return { kind: 'wrong', detail: `The arguments of ${name} do not fit: ${z.prettifyError(parsed.error)}` };
    },
  };
}

/** One action, the usual case. */
export const act = (...actions: readonly Action[]): Intent => ({ kind: 'act', actions });

/** Leaves out what is undefined, because an absent field and an undefined one differ in the domain's types. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export const ref = z
  .string()
  .regex(/^(f\d+)?e\d+$/, 'a ref such as e12 from the newest page')
  .describe('ref of the element in the newest page, such as e12');
