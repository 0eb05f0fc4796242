/** The bill of a month: amounts times prices, summed by part. Pure. */

import type { Amount } from './amount.ts';
import { amountsOf } from './amounts.ts';
import { isFromMemory, type Price, type PriceName, prices } from './prices.ts';
import type { Workload } from './workload.ts';

export interface Line extends Amount {
  readonly usd: number;
  readonly unit: string;
}

export interface PartOfBill {
  readonly part: string;
  readonly usd: number;
  readonly usdPerTask: number;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  readonly lines: readonly Line[];
}

export interface Bill {
  readonly workload: Workload;
  /** The dearest first. */
  readonly parts: readonly PartOfBill[];
  readonly usd: number;
  readonly usdPerTask: number;
  readonly withoutModelUsdPerTask: number;
  readonly dominant: string;
  /** Prices that no page was found for. */
  readonly fromMemory: readonly PriceName[];
}

export function billOf(workload: Workload): Bill {
  const priced = withModel(workload);
  const lines = amountsOf(workload).map((amount): Line => {
    const { usd, unit } = priced[amount.price];
    return { ...amount, usd: amount.units * usd, unit };
  });
  const usd = sum(lines);
  const perTask = (amount: number): number => (workload.tasks === 0 ? 0 : amount / workload.tasks);
  const parts = [...Map.groupBy(lines, ({ part }) => part)]
    .map(([part, ofPart]): PartOfBill => {
      const partUsd = sum(ofPart);
      return { part, usd: partUsd, usdPerTask: perTask(partUsd), share: usd === 0 ? 0 : partUsd / usd, lines: ofPart };
    })
    .sort((a, b) => b.usd - a.usd);
  const model = parts.find(({ part }) => part === 'model')?.usd ?? 0;
  const used = new Set(lines.filter(({ units }) => units > 0).map(({ price }) => price));
  return {
    workload,
    parts,
    usd,
    usdPerTask: perTask(usd),
    withoutModelUsdPerTask: perTask(usd - model),
    dominant: parts[0]?.part ?? '',
    fromMemory: [...used].filter(name => isFromMemory(prices[name])),
  };
}

const sum = (lines: readonly Line[]): number => lines.reduce((all, { usd }) => all + usd, 0);

/** Another model has other prices; all else is AWS's. */
function withModel({ modelInputUsd, modelOutputUsd }: Workload): Readonly<Record<PriceName, Price>> {
  const given = (name: 'model.input' | 'model.output', usdPerMillion: number): Price => ({
    ...prices[name],
    usd: usdPerMillion / 1_000_000,
  });
  return {
    ...prices,
    'model.input': given('model.input', modelInputUsd),
    'model.output': given('model.output', modelOutputUsd),
  };
}
