/** Lets each call of an SDK's client be seen on its way, once, whatever the SDK repeats. Changes none. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

export interface Seen<Answer> {
  /** Such as `GetItem`. */
  readonly name: string;
  readonly request: unknown;
  send(): Promise<Answer>;
}

export type See = <Answer>(seen: Seen<Answer>) => Promise<Answer>;

const commandOf = (context: object): string =>
  'commandName' in context ? String(context.commandName).replace(/Command$/, '') : '';

/** Before the retries, and with the body as it goes over the wire. */
const options = { step: 'build', name: 'watchClient' } as const;

export function watchTable({ middlewareStack }: DynamoDBClient, see: See): void {
  middlewareStack.add(
    (next, context) => args => see({ name: commandOf(context), request: args.request, send: () => next(args) }),
    options,
  );
}

export function watchFiles({ middlewareStack }: S3Client, see: See): void {
  middlewareStack.add(
    (next, context) => args => see({ name: commandOf(context), request: args.request, send: () => next(args) }),
    options,
  );
}
