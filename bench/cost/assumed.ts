/** Every figure of the bill that is not counted in the code nor a price: guesses and measures of elsewhere, each to be doubted first. */

/** Milliseconds, bytes, pieces. */
export const assumed = {
  /** Browser open and results saved: 0.25 s to launch, and what docs/benchmarks.md shows for the rest. */
  startAndEndMs: 3_000,
  /** Image pulled, code read, Chromium unpacked (1.7 s measured); of starts that are cold. */
  coldStartMs: 6_000,
  coldShare: 0.1,
  apiMs: 40,
  /** Answer and plan of the chat model, waited for by the function. */
  messageMs: 6_000,
  authorizerMs: 10,
  relayMs: 40,
  reaperMs: 500,
  socketMs: 40,
  /** Tokens of the two model calls behind a proposal. */
  planInputTokens: 3_000,
  planOutputTokens: 500,
  extractionInputTokens: 3_000,
  extractionOutputTokens: 600,
  /** A line of ours and the three that Lambda writes itself. */
  logBytesPerInvocation: 900,
  /** The gateway's own line of each request. */
  accessLogBytes: 400,
  requestBytesOut: 2_500,
  tokenBytes: 4,
  /** What Chromium sends to sites. */
  browserBytesOutPerStep: 60_000,
  lastPageBytes: 600_000,
  /** Two are taken a second; one that shows the same as the last is not sent. Half of them is a guess: pages rest while a model thinks. */
  livePicturesPerSecond: 1,
  /** A JPEG of the view in base64; `bench/live` measures them. */
  livePictureBytes: 60_000,
  consoleBytes: 90_000,
  consoleRequests: 4,
  imageGb: 0.6,
  metrics: 25,
  /** infra/constructs/alarms.ts; one that adds up metrics costs as many. */
  alarms: 29,
  /** Lambda's own long polling of the queue while nothing comes: five pollers, 20 s each. */
  idlePollsPerMonth: 5 * 3 * 60 * 24 * 30,
} as const;
