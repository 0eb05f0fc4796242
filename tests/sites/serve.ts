/** Serves the small websites from the command line: `node tests/sites/serve.ts [name ...] [--port N]`. Stops with Ctrl+C. */

import { parseArgs } from 'node:util';
import { type SiteName, siteNames, startSite } from './start-site.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});

const isSiteName = (text: string): text is SiteName => siteNames.some(name => name === text);
const unknown = positionals.filter(text => !isSiteName(text));
const firstPort = values.port === undefined ? 0 : Number(values.port);
const portIsWrong = !Number.isInteger(firstPort) || firstPort < 0 || firstPort > 65_535;

if (values.help === true || unknown.length > 0 || portIsWrong) {
  if (unknown.length > 0) console.error(`No such site: ${unknown.join(', ')}`);
  if (portIsWrong) console.error('--port wants a number from 0 to 65535.');
  console.error(`Usage: node tests/sites/serve.ts [${siteNames.join('|')} ...] [--port N]`);
  console.error('Without names all are served. With --port N they take N, N+1 and so on.');
  process.exit(values.help === true ? 0 : 2);
}

const named = positionals.filter(isSiteName);
const sites = await Promise.all(
  (named.length > 0 ? named : siteNames).map((name, at) =>
    startSite(name, { port: firstPort === 0 ? 0 : firstPort + at }),
  ),
);
for (const site of sites) console.log(`${site.name.padEnd(6)} ${site.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all(sites.map(site => site.close())));
}
