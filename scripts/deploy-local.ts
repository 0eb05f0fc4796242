/** `npm run deploy:local`: deploys the stack to the emulator at AWS_ENDPOINT_URL, or to a MiniStack that it starts, and says where all is. Serves until Ctrl+C what it started itself. */

import { parseArgs } from 'node:util';
import { deploy } from './emulator/deploy.ts';
import { AUDIENCE, startIssuer } from './emulator/issuer.ts';
import { startMiniStack } from './emulator/ministack.ts';

const { values } = parseArgs({
  options: {
    issuer: { type: 'string' },
    audience: { type: 'string', default: AUDIENCE },
    'allow-hosts': { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const USAGE = `Usage: npm run deploy:local -- [--allow-hosts host:port,…] [--issuer URL --audience NAME]
  AWS_ENDPOINT_URL      a LocalStack-compatible endpoint; left out: MiniStack is started on 127.0.0.1
  --allow-hosts         sites on this machine that the worker may visit
  --issuer, --audience  who vouches for people; left out: an issuer of its own, as long as this runs`;

type Close = () => Promise<void>;
const closers: Close[] = [];
const say = (line: string): void => console.log(line);

async function start(): Promise<void> {
  const given = process.env.AWS_ENDPOINT_URL;
  const ministack = given === undefined ? await startMiniStack(say) : undefined;
  if (ministack !== undefined) closers.push(ministack.close);
  const own = values.issuer === undefined ? await startIssuer() : undefined;
  if (own !== undefined) closers.push(own.close);
  const { apiUrl, socketUrl, outputs } = await deploy({
    endpoint: (given ?? ministack?.endpoint ?? '').replace(/\/$/, ''),
    issuer: values.issuer ?? own?.url ?? '',
    audience: values.audience,
    allowHosts: values['allow-hosts'].split(',').filter(host => host !== ''),
    say,
  });
  const shown = { API: apiUrl, socket: socketUrl, ...outputs, token: await own?.tokenOf('you'), log: ministack?.log };
  for (const [name, value] of Object.entries(shown)) if (value !== undefined) say(`${name.padEnd(16)} ${value}`);
  if (closers.length > 0) say('Serving until Ctrl+C.');
}

async function end(code: number): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
  process.exit(code);
}

if (values.help) {
  say(USAGE);
} else {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
  await start().catch(async (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  });
}
