import { defineConfig } from 'vitest/config';

// The tests of the running server. The console's own unit tests have their own configuration.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // One server and one browser at a time: the machine that runs this has two cores.
    fileParallelism: false,
  },
});
