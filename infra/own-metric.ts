/** The product's own metrics, by the names of lib/telemetry. Makes none: the functions write them into their logs. */

import { type IMetric, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, metricTable, NAMESPACE, SERVICE } from '../lib/telemetry/metric-table.ts';

/** Over all values of the dimension that splits it. */
export const ownMetric = (name: MetricName, options: MetricOptions = {}): IMetric =>
  new Metric({
    namespace: NAMESPACE,
    metricName: name,
    dimensionsMap: { service: SERVICE },
    statistic: metricTable[name].unit === 'Milliseconds' ? 'p95' : 'Sum',
    ...options,
  });
