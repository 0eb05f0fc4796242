/** How the tests run: real engines and real Chromium on two cores, so few files at once and room for a slow machine. */

import { defineConfig } from 'vitest/config';

/** Pages that take all the processor there is: beside them nobody else's test would be in time, nor they beside others. */
const hungry = ['tests/browser/awkward/hostile.test.ts', 'tests/browser/bounds.test.ts', 'tests/deployed/*.test.ts'];

export default defineConfig({
  test: {
    // Chromium and the emulators share two cores; more files at once only make each slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: hungry, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'alone', include: hungry, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
