/** Socket tickets: made for an owner and a page's origin over HTTP, good for one connect within 60 s. Only a hash of a ticket is ever stored. */

import { createHash, randomBytes } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { expiryAttribute, ticketKey } from '../store/keys.ts';
import { isConditionFailure, reach, type Store } from '../store/store.ts';

const TICKET_MS = 60_000;
const TICKET_BYTES = 32;
const TICKET_SHAPE = /^tck_[\w-]{43}$/;

export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** Whom a ticket was made for. */
export interface TicketHolder {
  readonly ownerId: string;
  /** Of the page that asked for it; undefined for a program, which has none. */
  readonly origin: string | undefined;
  /** Where it was asked for with an API key. */
  readonly keyId: string | undefined;
}

/** `random` is given only by tests. A ticket is a bearer secret, so it is no ULID: those can be guessed from each other. */
export async function makeTicket(
  store: Store,
  holder: TicketHolder,
  random: () => Buffer = () => randomBytes(TICKET_BYTES),
): Promise<Ticket> {
  const ticket = `tck_${random().toString('base64url')}`;
  const expires = store.clock() + TICKET_MS;
  const item = { ...keyOf(ticket), ...holder, expires, [expiryAttribute]: Math.ceil(expires / 1_000) };
  await reach(() => store.db.send(new PutCommand({ TableName: store.table, Item: item })));
  return { ticket, expiresAt: new Date(expires).toISOString() };
}

/**
 * Whom a ticket was made for. The conditional delete lets exactly one of two racing connects win. One that comes from
 * another page's origin is used up too: it was stolen.
 */
export async function redeemTicket(
  store: Store,
  ticket: string | undefined,
  origin: string | undefined,
): Promise<TicketHolder> {
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
    const { Attributes } = await reach(() => store.db.send(command));
    const holder = holderOf(Attributes);
    if (holder !== undefined && holder.origin === origin) return holder;
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
  throw new ErrandError(
    'ticket.invalid',
    'The ticket was used before, has expired, is for a page of another origin, or never existed.',
  );
}

const keyOf = (ticket: string) => ticketKey(createHash('sha256').update(ticket).digest('base64url'));

function holderOf(item: Readonly<Record<string, unknown>> | undefined): TicketHolder | undefined {
  if (typeof item?.ownerId !== 'string') return undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { ownerId: item.ownerId, origin: text(item.origin), keyId: text(item.keyId) };
}
