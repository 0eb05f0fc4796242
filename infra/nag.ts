/** The rules of cdk-nag that do not hold here, each where it does not, with its reason. A rule that is not named holds everywhere. */

import { type CfnElement, type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ANY_ARTIFACT, CHECKPOINTS } from './constructs/buckets.ts';

interface Exception {
  /** Of constructs, below the stack; everything under them is meant. */
  readonly under: readonly string[];
  /** Without the pack's name. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** The CDK's own function that uploads the console, once a deployment; its name is the CDK's. */
const UPLOADER = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

function exceptions(stack: Stack): readonly Exception[] {
  const idOf = (path: string): string => stack.getLogicalId(find(stack, path) as CfnElement);
  const artifacts = `<${idOf('Artifacts/Bucket/Resource')}.Arn>`;
  const page = `<${idOf('Console/Bucket/Resource')}.Arn>`;
  const connections = (method: string): string =>
    `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${idOf('Socket/Api/Resource')}>/live/${method}/@connections/*`;
  return [
    {
      under: ['Keys'],
      rules: ['SMG4'],
      reason: "The model's provider issues this key: only they can make a new one, and whoever deploys puts it here.",
    },
    {
      under: ['Queues/DeadRecords'],
      rules: ['SQS3'],
      reason: 'It is itself where dead letters lie: those of the stream, which names it as its failure destination.',
    },
    {
      under: ['Http/Api'],
      rules: ['APIG4'],
      reason: 'Health and the documents are for anyone; the route table names them, and a test holds which they are.',
    },
    {
      under: ['Socket/Api'],
      rules: ['APIG4'],
      reason: 'A single-use ticket is checked by the connect handler itself; a socket without one is refused there.',
    },
    {
      under: ['Console/Distribution'],
      rules: ['CFR1'],
      reason:
        'Where people may use it is not for the stack to say: everybody has to be known before they see anything.',
    },
    {
      under: ['Console/Distribution'],
      rules: ['CFR2'],
      reason:
        'Each owner has limits in the product, the API a throttle; a firewall costs a fixed sum that a small deployment need not pay.',
    },
    {
      under: ['Console/Distribution'],
      rules: ['CFR3'],
      reason:
        "Its static files say nothing of anybody; requests to the API are in the API's own access log, without queries.",
    },
    {
      under: ['Console/Distribution'],
      rules: ['CFR4'],
      reason:
        "CloudFront's own certificate allows no other choice; a domain of one's own brings its certificate and TLS 1.2.",
    },
    {
      under: ['Functions/tasks', 'Functions/worker'],
      rules: [`IAM5[Resource::${artifacts}/${ANY_ARTIFACT}]`],
      reason: 'Artifacts of every owner and task: which is whose is in the table, and checked before a link is made.',
    },
    {
      under: ['Functions/worker'],
      rules: [`IAM5[Resource::${artifacts}/${CHECKPOINTS}*]`],
      reason: 'A worker may take up any task; a checkpoint is sealed for its own owner and task.',
    },
    {
      under: ['Functions/socket', 'Functions/relay'],
      rules: ['DELETE', 'POST'].map(method => `IAM5[Resource::${connections(method)}]`),
      reason: 'The ids of sockets are made when they open.',
    },
    {
      under: ['Functions/worker'],
      rules: [`IAM5[Resource::${connections('POST')}]`],
      reason: 'Pictures go to the sockets that watch, whose ids are made when they open.',
    },
    {
      under: ['Functions/relay'],
      rules: ['IAM5[Resource::*]'],
      reason: 'dynamodb:ListStreams, which a stream mapping needs, knows no resource.',
    },
    {
      under: [UPLOADER].filter(name => stack.node.tryFindChild(name) !== undefined),
      rules: [
        'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
        'IAM5[Action::s3:GetBucket*]',
        'IAM5[Action::s3:GetObject*]',
        'IAM5[Action::s3:List*]',
        'IAM5[Action::s3:Abort*]',
        'IAM5[Action::s3:DeleteObject*]',
        'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
        `IAM5[Resource::${page}/*]`,
        'IAM5[Resource::*]',
        'L1',
      ],
      reason:
        "The CDK's own: it runs only in a deployment, writes only the console's bucket, and its runtime is the CDK's choice.",
    },
  ];
}

export function explainExceptions(stack: Stack): void {
  for (const { under, rules, reason } of exceptions(stack)) {
    for (const path of under) {
      const validations = Validations.of(find(stack, path));
      for (const rule of rules) validations.acknowledge({ id: `AwsSolutions-${rule}`, reason });
    }
  }
}

function find(stack: Stack, path: string): IConstruct {
  return path.split('/').reduce<IConstruct>((at, name) => at.node.findChild(name), stack);
}
