/** Socket tickets: made for an owner over HTTP, good for one connect within 60 s. Only a hash of a ticket is ever stored. */

import { createHash, randomBytes } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { expiryAttribute, ticketKey } from '../store/keys.ts';
import { isConditionFailure, type Store } from '../store/store.ts';

export const TICKET_MS = 60_000;
const TICKET_BYTES = 32;
const TICKET_SHAPE = /^tck_[\w-]{43}$/;

export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** `random` is given only by tests. A ticket is a bearer secret, so it is no ULID: those can be guessed from each other. */
export async function makeTicket(
  store: Store,
  ownerId: string,
  random: () => Buffer = () => randomBytes(TICKET_BYTES),
): Promise<Ticket> {
  const ticket = `tck_${random().toString('base64url')}`;
  const expires = store.clock() + TICKET_MS;
  const item = { ...keyOf(ticket), ownerId, expires, [expiryAttribute]: Math.ceil(expires / 1_000) };
  await store.db.send(new PutCommand({ TableName: store.table, Item: item }));
  return { ticket, expiresAt: new Date(expires).toISOString() };
}

/** The owner a ticket was made for. The conditional delete lets exactly one of two racing connects win. */
export async function redeemTicket(store: Store, ticket: string | undefined): Promise<string> {
  if (ticket === undefined || !TICKET_SHAPE.test(ticket)) {
    throw new ErrandError('ticket.invalid', 'The connect URL needs ?ticket=… as POST /tickets gave it.');
  }
  const command = new DeleteCommand({
    TableName: store.table,
    Key: keyOf(ticket),
    ConditionExpression: 'attribute_exists(pk) AND expires > :now',
    ExpressionAttributeValues: { ':now': store.clock() },
    ReturnValues: 'ALL_OLD',
  });
  try {
    const { Attributes } = await store.db.send(command);
    if (typeof Attributes?.ownerId === 'string') return Attributes.ownerId;
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
  throw new ErrandError('ticket.invalid', 'The ticket was used before, has expired, or never existed.');
}

const keyOf = (ticket: string) => ticketKey(createHash('sha256').update(ticket).digest('base64url'));
