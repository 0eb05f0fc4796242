/** Sets up tracing and figures as the settings say. What is off is not loaded. */

import type { AnyEvent } from '../domain/events.ts';
import type { Clock } from '../domain/ids.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import type { Meter } from './emf.ts';
import type { Log } from './log.ts';
import type { Tracing } from './tracing.ts';

export interface TelemetrySettings {
  readonly writesMetrics: boolean;
  /** Without `/v1/traces`. */
  readonly otlpEndpoint: string | undefined;
  readonly functionName: string | undefined;
}

/** Undefined where no endpoint is set. */
export async function setUpTracing(
  { otlpEndpoint: endpoint, functionName }: TelemetrySettings,
  log: Log,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { openTracing } = await import('./otel/open-tracing.ts');
  const resource = { 'service.name': 'errand', ...(functionName === undefined ? {} : { 'faas.name': functionName }) };
  return openTracing({ endpoint, resource, lost: spans => log.warn('spans were not delivered', { spans }) });
}

export async function setUpMeter({ writesMetrics }: TelemetrySettings, clock: Clock): Promise<Meter | undefined> {
  if (!writesMetrics) return undefined;
  const { openMeter } = await import('./emf.ts');
  return openMeter({ clock });
}

type OnWritten = (write: { readonly state: Session | Task; readonly events: readonly AnyEvent[] }) => void;

/** What is written is measured where it is written: once, by whoever wrote it. */
export async function setUpMeasuring(settings: TelemetrySettings, clock: Clock): Promise<OnWritten | undefined> {
  const meter = await setUpMeter(settings, clock);
  if (meter === undefined) return undefined;
  const { measuresOf } = await import('./measure-written.ts');
  return write => {
    for (const measure of measuresOf(write)) meter(measure);
  };
}
