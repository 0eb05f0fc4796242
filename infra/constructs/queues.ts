/** The queue to the workers, the one for requests from outside, and where their dead letters lie until somebody has looked. */

import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { INGRESS_SECONDS, WORKER_MINUTES } from '../limits.ts';

/** A message that was received this often and never done is put aside. */
const MAX_RECEIVES = 5;
/**
 * AWS asks for six times the function's limit. Recovery does not wait for it: that is the lease's and the reaper's; and what is no
 * message of ours the worker and ingress show again at once: it is put aside in seconds.
 */
const VISIBILITY_TIMES = 6;

const kept: QueueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

export class Queues extends Construct {
  readonly tasks: Queue;
  readonly requests: Queue;
  /** One each, so that an alarm says whose letter it is. */
  readonly deadTasks: Queue;
  readonly deadRequests: Queue;
  readonly deadRecords: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const dead = (name: string): Queue => new Queue(this, name, { ...kept, retentionPeriod: Duration.days(14) });
    this.deadTasks = dead('DeadTasks');
    this.deadRequests = dead('DeadRequests');
    this.deadRecords = dead('DeadRecords');
    this.tasks = new Queue(this, 'Tasks', {
      ...kept,
      visibilityTimeout: Duration.minutes(VISIBILITY_TIMES * WORKER_MINUTES),
      deadLetterQueue: { queue: this.deadTasks, maxReceiveCount: MAX_RECEIVES },
    });
    this.requests = new Queue(this, 'Requests', {
      ...kept,
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMES * INGRESS_SECONDS),
      deadLetterQueue: { queue: this.deadRequests, maxReceiveCount: MAX_RECEIVES },
    });
  }

  get dead(): readonly Queue[] {
    return [this.deadTasks, this.deadRequests, this.deadRecords];
  }

  grantQueueTask(grantee: IGrantable): void {
    grantSend(grantee, this.tasks);
  }
}

/** Only sending; the CDK's own grant reads attributes too. */
function grantSend(grantee: IGrantable, queue: Queue): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  );
}
