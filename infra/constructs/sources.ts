/** What wakes the functions that nobody calls: the table's stream, the clock, and other services' requests. */

import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget, SqsQueue as SqsTarget } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventPrefix, tableKeys } from '../../lib/store/keys.ts';

/** Beyond it a record is old news: clients catch up by number, and the reaper queues again what was not queued. */
const MAX_TRIES = 10;
const MAX_RECORD_AGE = Duration.hours(1);

/** Only new events: all other writes, a request's token among them, wake nobody. */
const onlyEvents = FilterCriteria.filter({
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { Keys: { [tableKeys.sort]: { S: FilterRule.beginsWith(eventPrefix) } } },
});

export function relayStream(relay: LambdaFunction, table: Table, deadRecords: Queue): void {
  relay.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // More at once would keep the order of each item, and an event is an item: a stream's order would be lost.
      parallelizationFactor: 1,
      filters: [onlyEvents],
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: MAX_TRIES,
      maxRecordAge: MAX_RECORD_AGE,
      onFailure: new SqsDlq(deadRecords),
    }),
  );
}

export class Clock extends Construct {
  constructor(scope: Construct, id: string, reaper: LambdaFunction) {
    super(scope, id);
    new Rule(this, 'EachMinute', {
      description: 'Errand: find what nobody else will end',
      schedule: Schedule.rate(Duration.minutes(1)),
      // A run that was missed is made good by the next one.
      targets: [new LambdaTarget(reaper, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}

export interface IngressProps {
  readonly ingress: LambdaFunction;
  readonly requests: Queue;
}

/**
 * Two doors, one way: events on a bus of Errand's own, and messages of the same form on the queue behind it. Whoever may
 * write to either names the owner; all that comes of it is a proposal that this owner has to say yes to.
 */
export class Ingress extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { ingress, requests }: IngressProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'Errand: what other services ask for' });
    new Rule(this, 'Requested', {
      description: 'Errand: a request becomes a proposal that waits for its owner',
      eventBus: this.bus,
      eventPattern: { detailType: [ERRAND_REQUESTED] },
      targets: [new SqsTarget(requests)],
    });
    ingress.addEventSource(
      new SqsEventSource(requests, { batchSize: 1, maxConcurrency: MAX_AT_ONCE, reportBatchItemFailures: true }),
    );
  }
}

/** As lib/api/request-errand.ts takes it; a test holds the two together. */
export const ERRAND_REQUESTED = 'errand.requested';
/** Each asks the model; a flood of them waits. */
const MAX_AT_ONCE = 5;
