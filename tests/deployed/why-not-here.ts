/** Whether a test may deploy on this machine: the emulator is there, or can be installed. Starts nothing. */

import { findPython, installMiniStack, VERSION } from '../../scripts/emulator/ministack.ts';

/** In words for a test's name; undefined where nothing stands against it. */
export async function whyNotHere(): Promise<string | undefined> {
  if (process.env.ERRAND_TEST_DEPLOYED !== '1') return 'it takes minutes, and is asked for by npm run test:deployed';
  if (process.env.AWS_ENDPOINT_URL !== undefined) return undefined;
  if (process.platform !== 'linux') return 'only Linux has the Chromium of the worker';
  const python = await findPython().catch(() => undefined);
  if (python === undefined) return 'there is no Python 3.10 or newer with venv';
  const isThere = await installMiniStack(console.log).then(
    () => true,
    () => false,
  );
  return isThere ? undefined : `pip cannot install MiniStack ${VERSION}`;
}
