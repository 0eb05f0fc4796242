/** Writes measures as lines of CloudWatch's embedded metric format: a log line that CloudWatch turns into metrics. Sends nothing itself. */

import { type Measure, type Metric, type MetricName, metricTable, NAMESPACE, SERVICE } from './metric-table.ts';

export type Meter = (measure: Measure) => void;

export interface MeterOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** One line, without its end. */
  readonly write?: (line: string) => void;
}

/** Past the console: Lambda would wrap what goes through it, and CloudWatch would no longer know it. */
const toStdout = (line: string): void => void process.stdout.write(`${line}\n`);

export function openMeter({ clock, write = toStdout }: MeterOptions): Meter {
  return measure => {
    const line = lineOf(measure, clock());
    if (line !== undefined) write(JSON.stringify(line));
  };
}

/** As short as the values of our own tables are; anything else is none of them. */
const VALUE = /^[A-Za-z][\w.-]{0,63}$/;

/** Undefined where there is no figure in it. Each metric in all, and by its dimension where it has one. */
function lineOf({ figures, by = {} }: Measure, now: number): Record<string, unknown> | undefined {
  const known = Object.entries(figures).filter(([name, value]) => isMetric(name) && Number.isFinite(value));
  if (known.length === 0) return undefined;
  const dimensions = Object.fromEntries(Object.entries(by).map(([name, value]) => [name, wordOf(value)]));
  const split = Object.keys(dimensions);
  const Metrics = known.map(([name]) => ({ Name: name, Unit: unitOf(name) }));
  const Dimensions = split.length === 0 ? [['service']] : [['service'], ['service', ...split]];
  const _aws = { Timestamp: Math.round(now), CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions, Metrics }] };
  return { _aws, service: SERVICE, ...dimensions, ...Object.fromEntries(known) };
}

const wordOf = (value: string | undefined): string => (value !== undefined && VALUE.test(value) ? value : 'other');

const isMetric = (name: string): name is MetricName => Object.hasOwn(metricTable, name);

const unitOf = (name: string): Metric['unit'] => (isMetric(name) ? metricTable[name].unit : 'None');
