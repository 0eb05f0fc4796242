/** What things cost: list prices of us-east-1 in US dollars, without free tiers and discounts. Each says where it is from. Computes nothing. */

export interface Price {
  readonly usd: number;
  readonly unit: string;
  /** A page that says so, or `from memory, <year>`. */
  readonly source: string;
  /** Of the source; `undated` where it gives none. */
  readonly date: string;
}

const MILLION = 1_000_000;
const memory = (year: number): Pick<Price, 'source' | 'date'> => ({
  source: `from memory, ${year}`,
  date: String(year),
});

const lambda = { source: 'cloudchipr.com/blog/aws-lambda-pricing', date: '2024' };
const lambdaRequests = { source: 'git.mcrn.ar lambda_local_runner, lambda-13-cost.md', date: '2026-05-11' };
const table = { source: 'airbyte.com/data-engineering-resources/dynamodb-pricing', date: '2025-07-21' };
const gateway = { source: 'awsforengineers.com/blog/aws-api-gateway-pricing-explained', date: '2025-05-19' };
const minutes = { source: 'amnic.com/blogs/aws-api-gateway-pricing', date: 'undated' };
const bucket = { source: 'devnotes.tech/understanding-aws-s3-pricing', date: 'undated' };
const watch = { source: 'factualminds.com/blog/amazon-cloudwatch-pricing', date: '2026-06-13' };
const metrics = { source: 'signoz.io/guides/cloudwatch-pricing', date: '2026-02-15' };
const keys = { source: 'gist.github.com/dasgoll/b88d5be05dcc0deb052ad40446c2fb40', date: '2019-10-30' };
const edge = { source: 'aws.amazon.com/cloudfront/pricing, a stored copy', date: 'undated' };
const model = { source: 'ai.cloudprice.net openai-gpt-5-mini; a flag sets another', date: '2026-06-16' };

export const prices = {
  'lambda.x86-gb-second': { usd: 0.0000166667, unit: 'GB-s', ...lambda },
  'lambda.arm-gb-second': { usd: 0.0000133334, unit: 'GB-s', ...lambda },
  'lambda.request': { usd: 0.2 / MILLION, unit: 'invocations', ...lambdaRequests },
  'lambda.tmp-gb-second': { usd: 0.0000000309, unit: 'GB-s over 0.5 GB', ...memory(2025) },
  'table.write': { usd: 0.625 / MILLION, unit: 'write units', ...table },
  'table.read': { usd: 0.125 / MILLION, unit: 'read units', ...table },
  'table.gb-month': { usd: 0.25, unit: 'GB-months', ...memory(2025) },
  'table.backup-gb-month': { usd: 0.2, unit: 'GB-months', ...memory(2025) },
  'table.stream-read': { usd: 0, unit: 'reads by Lambda', ...memory(2025) },
  'queue.request': { usd: 0.4 / MILLION, unit: 'requests', ...memory(2025) },
  'bucket.put': { usd: 0.005 / 1_000, unit: 'puts and lists', ...bucket },
  'bucket.get': { usd: 0.0004 / 1_000, unit: 'gets', ...bucket },
  'bucket.gb-month': { usd: 0.023, unit: 'GB-months', ...bucket },
  'http.request': { usd: 1 / MILLION, unit: 'requests', ...gateway },
  'socket.message': { usd: 1 / MILLION, unit: 'messages of 32 KB', ...gateway },
  'socket.minute': { usd: 0.25 / MILLION, unit: 'connection minutes', ...minutes },
  'logs.gb': { usd: 0.5, unit: 'GB taken in', ...watch },
  'logs.gb-month': { usd: 0.03, unit: 'GB-months', ...memory(2025) },
  'watch.metric': { usd: 0.3, unit: 'metrics', ...metrics },
  'watch.alarm': { usd: 0.1, unit: 'alarms', ...memory(2025) },
  'watch.dashboard': { usd: 3, unit: 'dashboards', ...watch },
  'key.month': { usd: 1, unit: 'keys', ...keys },
  'key.request': { usd: 0.03 / 10_000, unit: 'requests', ...keys },
  'secret.month': { usd: 0.4, unit: 'secrets', ...memory(2025) },
  'image.gb-month': { usd: 0.1, unit: 'GB-months', ...memory(2025) },
  'edge.gb': { usd: 0.085, unit: 'GB out', ...edge },
  'edge.request': { usd: 0.01 / 10_000, unit: 'requests', ...memory(2025) },
  'transfer.gb': { usd: 0.09, unit: 'GB out', ...gateway },
  'model.input': { usd: 0.25 / MILLION, unit: 'tokens in', ...model },
  'model.output': { usd: 2 / MILLION, unit: 'tokens out', ...model },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

export const isFromMemory = ({ source }: Price): boolean => source.startsWith('from memory');
