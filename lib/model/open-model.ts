/** The model that the settings name: an endpoint's, with its key from where it is kept, or the built-in one. Loads only what is used. */

import type { ModelClient } from '../agent/model-client.ts';
import type { Config } from '../config.ts';
import type { OpenAiDeps } from './openai/openai-model.ts';

export async function openModel(
  { openAi, region, endpoints }: Pick<Config, 'openAi' | 'region' | 'endpoints'>,
  deps: Omit<OpenAiDeps, 'readKey'>,
): Promise<ModelClient> {
  if (openAi === undefined) return (await import('./offline/offline-model.ts')).openOfflineModel();
  const { openOpenAiModel } = await import('./openai/openai-model.ts');
  const { keySecret: secret } = openAi;
  if (secret === undefined) return openOpenAiModel(openAi, deps);
  const readKey = async (): Promise<string> =>
    (await import('./openai/read-model-key.ts')).readModelKey({ secret, region, endpoint: endpoints.secretsManager });
  return openOpenAiModel(openAi, { ...deps, readKey });
}
