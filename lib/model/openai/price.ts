/** What tokens cost, in US dollars. A model that is not in the table costs 0 here, and its budget holds by tokens. */

import type { Usage } from '../../domain/events.ts';

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** List prices as known on 2025-08-07; a configured price overrides them. The longest matching prefix counts. */
const PRICES: Readonly<Record<string, Price>> = {
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
};

const FREE: Price = { input: 0, output: 0 };

export function priceOf(model: string): Price {
  const known = Object.keys(PRICES)
    .filter(name => model.startsWith(name))
    .sort((a, b) => b.length - a.length)[0];
  return (known === undefined ? undefined : PRICES[known]) ?? FREE;
}

/** A count below nothing would give budget back. */
const counted = (tokens: number | undefined): number =>
  typeof tokens === 'number' && Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0;

interface WireUsage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
}

/** Endpoints that count nothing count as 0 tokens: only steps and seconds bound them. */
export function usageOf(usage: WireUsage | undefined | null, price: Price): Usage {
  const inputTokens = counted(usage?.prompt_tokens);
  const outputTokens = counted(usage?.completion_tokens);
  return { inputTokens, outputTokens, usd: (inputTokens * price.input + outputTokens * price.output) / 1e6 };
}
