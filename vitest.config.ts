/** How the tests run: real engines and real Chromium on two cores, so few files at once and room for a slow machine. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Chromium and the emulators share two cores; more files at once only make each slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
  },
});
