import { defineConfig } from 'vitest/config';

/** Tests that start a browser, which is unpacked for them. */
const browser = ['tests/browser/**/*.test.ts'];
/** Tests that start processes, search whole corpora, build large indexes, or check many random cases: over a second each. */
const slow = ['tests/cli/**/*.test.ts', 'tests/oracle/**/*.test.ts', 'tests/package/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [...browser, ...slow],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: slow,
          // The compiler checks these: types of the public functions.
          typecheck: { enabled: true, include: ['tests/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
      { extends: true, test: { name: 'browser', include: browser, globalSetup: ['tests/browser/setup.ts'] } },
    ],
  },
});
