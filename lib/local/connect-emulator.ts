/** Clients of the emulators, by their class and address. A person's real credentials are never sent to them. */

import { CREDENTIALS, REGION } from './handler-environment.ts';

interface EmulatorConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof CREDENTIALS;
}

export function connectEmulator<Client>(Class: new (config: EmulatorConfig) => Client, endpoint: string): Client {
  return new Class({ endpoint, region: REGION, credentials: CREDENTIALS });
}
