/** The state of one task's way out, and the one door through it: every connection is permitted, dialled, counted and bounded here. */

import type { Socket } from 'node:net';
import { type Authority, writeAuthority } from './authority.ts';
import { dial } from './dial.ts';
import { type Ledger, openLedger } from './ledger.ts';
import type { EgressLimits } from './limits.ts';
import { permit, type Reach } from './permit.ts';
import { type PinnedNames, pinNames, type Resolver } from './resolver.ts';

export interface Egress {
  readonly ledger: Ledger;
  readonly limits: EgressLimits;
  open(target: Authority): Promise<Opened>;
  /** To be called as bytes come; ends what is over its bounds. */
  check(): void;
  end(): void;
}

export type Opened =
  | { readonly kind: 'open'; readonly socket: Socket }
  | { readonly kind: 'refused' | 'unreachable'; readonly why: string };

interface State {
  readonly reach: Reach;
  readonly limits: EgressLimits;
  readonly names: PinnedNames;
  readonly ledger: Ledger;
  readonly asked: Set<string>;
  readonly startedAt: number;
  /** Permitted and not yet connected. */
  dialling: number;
  isOver: boolean;
}

export function openEgress(reach: Reach, limits: EgressLimits, resolve: Resolver): Egress {
  const state: State = {
    reach,
    limits,
    names: pinNames(resolve, limits.connectMs),
    ledger: openLedger(),
    asked: new Set(),
    startedAt: performance.now(),
    dialling: 0,
    isOver: false,
  };
  const { ledger } = state;
  const end = (): void => {
    state.isOver = true;
    for (const socket of ledger.sockets.keys()) socket.destroy();
  };
  return {
    ledger,
    limits,
    open: target => open(state, target),
    check() {
      if (usedUp(state) !== undefined) return end();
      const now = performance.now();
      for (const [socket, since] of ledger.sockets)
        if (socket.bytesRead > limits.maxConnectionBytes || now - since > limits.connectionMs) socket.destroy();
    },
    end,
  };
}

/** Why nothing may be opened any more. */
function usedUp({ ledger, limits, startedAt, isOver }: State): string | undefined {
  if (ledger.received() >= limits.maxBytes) return 'the byte budget is used up';
  if (ledger.sent() >= limits.maxSentBytes) return 'as much was sent as a task may send';
  if (performance.now() - startedAt > limits.lifeMs) return "the browser's time is used up";
  return isOver ? 'the browser is closing' : undefined;
}

async function open(state: State, target: Authority): Promise<Opened> {
  const host = writeAuthority(target);
  const refuse = (why: string): Opened => {
    state.ledger.note({ host, outcome: 'refused', why });
    return { kind: 'refused', why };
  };
  const { limits, ledger, asked } = state;
  const over = usedUp(state);
  if (over !== undefined) return refuse(over);
  // Counted before it waits for anything, or a hundred requests at once would all find room.
  if (ledger.sockets.size + state.dialling >= limits.maxSockets) return refuse('too many connections');
  if (!asked.has(host) && asked.size >= limits.maxHosts) return refuse('too many different hosts');
  asked.add(host);
  state.dialling += 1;
  try {
    const permission = await permit(target, state.reach, state.names.resolve);
    if (permission.kind === 'refused') return refuse(permission.why);
    const { addresses } = permission;
    const { connectMs } = limits;
    const socket = await dial({ addresses, port: target.port, connectMs, onSocket: one => ledger.count(one) });
    if (typeof socket === 'string') {
      state.names.forget(target.host);
      ledger.note({ host, outcome: 'unreachable', why: socket });
      return { kind: 'unreachable', why: socket };
    }
    // The budget may have run out, or the task ended, while this one was on its way.
    const tooLate = usedUp(state);
    if (tooLate !== undefined) {
      socket.destroy();
      return refuse(tooLate);
    }
    socket.setTimeout(limits.idleMs, () => socket.destroy());
    ledger.note({ host, outcome: 'reached' });
    return { kind: 'open', socket };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  } finally {
    state.dialling -= 1;
  }
}
