/** What somebody must hear of, and one mail address to hear it at. Each alarm says in words what is wrong. */

import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ownMetric } from '../own-metric.ts';

export interface AlarmsProps {
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly tasks: Queue;
  /** Delivers what was written, and queues tasks. */
  readonly relay: LambdaFunction;
  readonly dead: readonly Queue[];
  readonly email: string | undefined;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** A task that waited this long had no worker: the concurrency is used up, or workers fail at once. */
const OLDEST_SECONDS = 300;
/** Of the stream's records: consoles are as far behind by then, and so is each start of a task. */
const BEHIND_SECONDS = 60;
/** One worker may die of a page; several in a quarter of an hour are a fault of ours. */
const TAKE_OVERS = 3;

export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));

    this.raise('OldestTask', {
      says: `A task has waited in the queue for more than ${OLDEST_SECONDS} s: there are too few workers, or they fail.`,
      metric: props.tasks.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' }),
      above: OLDEST_SECONDS,
    });
    this.raise('RelayBehind', {
      says: `The relay is more than ${BEHIND_SECONDS} s behind the table: sockets hear late, and tasks begin late.`,
      metric: props.relay.metric('IteratorAge', { period: MINUTE, statistic: 'Maximum' }),
      above: BEHIND_SECONDS * 1_000,
    });
    for (const queue of props.dead) {
      this.raise(queue.node.id, {
        says: 'Something could not be handled and was put aside: read the message, mend the cause, send it again.',
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        above: 0,
      });
    }
    for (const [name, one] of Object.entries(props.functions)) {
      this.raise(`${name}-errors`, {
        says: `The function ${name} failed: it threw, ran out of memory, or out of time.`,
        metric: one.metricErrors({ period: FIVE_MINUTES }),
        above: 0,
      });
    }
    this.raise('Throttles', {
      says: 'Lambda turned invocations away: the account has too little concurrency for all that runs in it.',
      metric: LambdaFunction.metricAllThrottles({ period: FIVE_MINUTES }),
      above: 0,
    });
    this.raise('TakeOvers', {
      says: `Workers took up more than ${TAKE_OVERS} tasks after others that had died or lost their lease.`,
      metric: ownMetric('LeaseTakeOvers', { period: Duration.minutes(15) }),
      above: TAKE_OVERS,
    });
  }

  private raise(id: string, { says, metric, above }: { says: string; metric: IMetric; above: number }): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: says,
      metric,
      threshold: above,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
