/** One page of figures, from the person's request down to the worker. Shows what is measured anyway and costs no metric of its own. */

import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../lib/telemetry/metric-table.ts';
import { ownMetric } from '../own-metric.ts';

export interface DashboardProps {
  readonly stage: HttpStage;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly tasks: Queue;
  readonly dead: readonly Queue[];
  readonly table: Table;
}

const WIDTH = 8;

const own = (...names: readonly MetricName[]): readonly IMetric[] => names.map(name => ownMetric(name));

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stage, tasks, dead, table } = props;
    const functions = Object.values(props.functions);
    const relay = props.functions.relay === undefined ? [] : [props.functions.relay];
    const graph = (title: string, left: readonly IMetric[]): GraphWidget =>
      new GraphWidget({ title, left: [...left], width: WIDTH });
    new CloudWatchDashboard(this, 'Dashboard').addWidgets(
      new TextWidget({
        markdown: '# Errand\nFrom the request to the worker. docs/deploy.md says what to do.',
        width: 24,
      }),
      graph('Requests', [stage.metricCount(), stage.metricClientError(), stage.metricServerError()]),
      graph('Answers, ms', [stage.metricLatency({ statistic: 'p50' }), stage.metricLatency({ statistic: 'p99' })]),
      graph(
        'Time in functions, p95',
        functions.map(one => one.metricDuration({ statistic: 'p95' })),
      ),
      graph('Tasks waiting, and the oldest', [
        tasks.metricApproximateNumberOfMessagesVisible(),
        tasks.metricApproximateAgeOfOldestMessage(),
      ]),
      graph('Tasks in work', [tasks.metricApproximateNumberOfMessagesNotVisible()]),
      graph(
        'Put aside',
        dead.map(queue => queue.metricApproximateNumberOfMessagesVisible()),
      ),
      graph(
        'Errors',
        functions.map(one => one.metricErrors()),
      ),
      graph(
        'Throttles',
        functions.map(one => one.metricThrottles()),
      ),
      graph('Tasks ended, tried again, taken over', own('TasksEnded', 'TaskRetries', 'LeaseTakeOvers')),
      graph('Time of a task, and in the queue, p95, ms', own('TaskDuration', 'QueueAge')),
      graph('Waiting for people, p95, ms', own('ApprovalWait', 'QuestionWait')),
      graph('US dollars for the model', own('TaskUsd', 'ChatUsd')),
      graph('What went wrong on pages', own('ActionsFailed', 'BrowserErrors')),
      graph('Table, units used', [table.metricConsumedReadCapacityUnits(), table.metricConsumedWriteCapacityUnits()]),
      graph(
        'The relay behind the stream, ms',
        relay.map(one => one.metric('IteratorAge', { statistic: 'Maximum' })),
      ),
    );
  }
}
