/** What a worker needs, as plain things in one argument. */

import type { ModelClient } from '../agent/model-client.ts';
import type { Bucket } from '../artifacts/bucket.ts';
import type { BrowserOptions, OpenBrowser } from '../browser/open-browser.ts';
import type { Clock, Ids, SteadyClock } from '../domain/ids.ts';
import type { LiveFrame } from '../domain/live-frame.ts';
import type { KeyProvider } from '../secrets/key-provider.ts';
import type { Store } from '../store/store.ts';
import type { TaskTelemetry } from '../telemetry/under-task.ts';

/** In milliseconds. */
export interface Timing {
  /** How long a person is waited for in place, before the run is put away. */
  readonly parkAfterMs: number;
  /** So long before the function's deadline no new step is begun. */
  readonly restMs: number;
  /** So long before it whatever is done is broken off, to save what was got. */
  readonly closingMs: number;
}

export interface WorkerDeps {
  readonly store: Store;
  readonly bucket: Bucket;
  readonly model: ModelClient;
  readonly openBrowser: (options: BrowserOptions) => Promise<OpenBrowser>;
  /** Where Chromium lies and which non-public hosts it may reach; the worker adds the task's own limits. */
  readonly browser: Pick<BrowserOptions, 'chromeDir' | 'chromePath' | 'allowHosts' | 'ownHosts'>;
  /** What opens the secrets; without it there are none. */
  readonly keys?: KeyProvider | undefined;
  /** Sends a picture to one socket; `gone`: it is closed. Without it nobody can watch. */
  readonly show?: ((connectionId: string, frame: LiveFrame) => Promise<'sent' | 'gone'>) | undefined;
  readonly timing: Timing;
  readonly clock: Clock;
  /** Tells for how long the lease surely holds: the wall clock may be set while a worker sleeps. */
  readonly steady: SteadyClock;
  readonly ids: Ids;
  /** A fresh unguessable mark for each page block. */
  readonly mark: () => string;
  /** Resolves after so many ms, or rejects when aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ x < 1, for how long a retry waits. Left out: each waits for as long as it can. */
  readonly random?: () => number;
  /** Names this process in the lease. */
  readonly workerId: string;
  readonly telemetry?: TaskTelemetry | undefined;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>>) => void;
}
