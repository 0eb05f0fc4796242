/** `npm run test:deployed`: the tests that deploy. Not among the others, because they need Python, the CDK's CLI and a minute. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/deployed/*.deployed.ts'],
    // One deployment at a time; its functions want the processors.
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
  },
});
