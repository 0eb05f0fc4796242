/** What one task's traffic may come to. Each has a default; a page that wants more is cut off, not the worker. */

export interface EgressLimits {
  /** Received in all: the consent's budget. */
  readonly maxBytes: number;
  /** Sent in all. */
  readonly maxSentBytes: number;
  /** Received over one connection: a plain answer, or all that one https connection carries. */
  readonly maxConnectionBytes: number;
  /** Connections open at once: Chromium opens at most 32 to a proxy, and as many for WebSockets. */
  readonly maxSockets: number;
  /** Different hosts and ports asked for. Each may be a name looked up, and so a word told to a name server. */
  readonly maxHosts: number;
  /** Of a request's or an answer's head. */
  readonly maxHeaderBytes: number;
  readonly connectMs: number;
  /** Without a byte either way. */
  readonly idleMs: number;
  /** Of one connection's life. */
  readonly connectionMs: number;
  /** Of the proxy's life; afterwards it refuses everything. */
  readonly lifeMs: number;
}

export const defaultLimits: EgressLimits = {
  maxBytes: Number.POSITIVE_INFINITY,
  maxSentBytes: 100_000_000,
  maxConnectionBytes: 100_000_000,
  maxSockets: 64,
  maxHosts: 1_000,
  maxHeaderBytes: 64 * 1_024,
  connectMs: 10_000,
  idleMs: 60_000,
  connectionMs: 15 * 60_000,
  lifeMs: 2 * 60 * 60_000,
};
