/** Chooses the model by the configuration: an endpoint where one is set, else the built-in offline one. Loads only the chosen. */

import type { ModelClient } from '../agent/model-client.ts';
import type { OpenAiDeps } from './openai/openai-model.ts';
import { parsePrice } from './openai/price.ts';

export interface ModelConfig {
  /** Undefined: the offline model. */
  readonly openAi:
    | { readonly apiKey: string; readonly baseUrl: string | undefined; readonly model: string }
    | undefined;
  /** False where left out: a picture of each page costs tokens, and many models refuse it. */
  readonly seesImages?: boolean | undefined;
  /** `0.25/2`: dollars for a million tokens in and out; left out: by the built-in table. */
  readonly price?: string | undefined;
}

/** Throws `config.invalid` where the price is none. */
export async function openModel(
  { openAi, seesImages = false, price }: ModelConfig,
  deps: OpenAiDeps,
): Promise<ModelClient> {
  if (openAi === undefined) {
    const { openOfflineModel } = await import('./offline/offline-model.ts');
    return openOfflineModel();
  }
  const { openOpenAiModel } = await import('./openai/openai-model.ts');
  const priced = price === undefined ? {} : { price: parsePrice(price) };
  return openOpenAiModel({ ...openAi, seesImages, ...priced }, deps);
}
