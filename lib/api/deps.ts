/** What the handlers of each area need. `lib/connect.ts` builds the real ones. */

import type { ModelClient } from '../agent/model-client.ts';
import type { ArtifactLink } from '../artifacts/link.ts';
import type { Artifact } from '../domain/artifact.ts';
import type { Ids } from '../domain/ids.ts';
import type { KeyProvider } from '../secrets/key-provider.ts';
import type { Store } from '../store/store.ts';
import type { EndpointDeps } from './exchange.ts';
import type { Pause } from './wait-for-events.ts';

export interface ConsentDeps extends EndpointDeps {
  readonly store: Store;
  readonly ids: Ids;
}

export interface SessionDeps extends ConsentDeps {
  readonly model: ModelClient;
  /** A fresh unguessable mark to fence page text with. */
  readonly mark: () => string;
  /** For the model's part of an answer. */
  readonly replyLimitMs: number;
  readonly pause: Pause;
}

/** Whom a socket ticket is for. */
export interface TicketHolder {
  readonly ownerId: string;
  readonly origin: string | undefined;
  readonly keyId: string | undefined;
}

export interface SecretDeps extends EndpointDeps {
  readonly store: Store;
  readonly keys: KeyProvider;
}

export interface TaskDeps extends EndpointDeps {
  readonly store: Store;
  /** The caller has checked whose it is. */
  readonly linkArtifact: (ownerId: string, artifact: Artifact) => Promise<ArtifactLink>;
  readonly pause: Pause;
  readonly makeTicket: (holder: TicketHolder) => Promise<{ readonly ticket: string; readonly expiresAt: string }>;
}

export interface AccountDeps extends EndpointDeps {
  readonly store: Store;
  readonly ids: Ids;
  /** 256 random bits as base64url. */
  readonly randomSecret: () => string;
  /** Ends what the sockets that a key opened may still hear. */
  readonly closeSockets: (ownerId: string, keyId: string) => Promise<void>;
}
