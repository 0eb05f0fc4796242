/** Whether a test may deploy on this machine: it is wanted, and the emulator is there or can be installed. Starts nothing. */

import { findPython, installMiniStack, VERSION } from '../../scripts/emulator/ministack.ts';

/** In words for a test's name; undefined where nothing stands against it. Throws where it was asked for by name and cannot be. */
export async function whyNotHere(): Promise<string | undefined> {
  const { ERRAND_TEST_DEPLOYED: asked, CI: ci = 'false', AWS_ENDPOINT_URL: endpoint } = process.env;
  const isAsked = asked === '1';
  const isWanted = isAsked || (asked === undefined && !['', '0', 'false'].includes(ci));
  if (!isWanted) return 'it takes minutes; npm run test:deployed and CI=true run it';
  if (endpoint !== undefined) return isAsked ? undefined : 'AWS_ENDPOINT_URL is set; npm run test:deployed goes there';
  const why = await whyNoMiniStack();
  if (why !== undefined && isAsked) throw new Error(`The deployed stack cannot be tested here: ${why}.`);
  return why;
}

async function whyNoMiniStack(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'only Linux x64 has the Chromium of the worker';
  const python = await findPython().catch(() => undefined);
  if (python === undefined) return 'there is no Python 3.10 or newer with venv';
  const isThere = await installMiniStack(console.log).then(
    () => true,
    () => false,
  );
  return isThere ? undefined : `pip cannot install MiniStack ${VERSION}`;
}
