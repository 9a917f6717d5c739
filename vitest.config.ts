import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { defineConfig } from 'vitest/config';

/** The folder of this file, whatever folder the tests are started from. */
const root = fileURLToPath(new URL('.', import.meta.url));

/** Tests that need a browser, which is unpacked for them. */
const browserTests = ['tests/browser/**/*.test.ts'];

/** Tests that need nodes of OpenSearch, which are started for them: `npm run test:cluster`. */
const clusterTests = ['tests/opensearch/**/*.test.ts'];

/** Tests that take several seconds: random cases, whole corpora, processes, texts of megabytes, tens of thousands of documents. */
const slowTests = [
  'tests/laws/**/*.test.ts',
  'tests/oracle/**/*.test.ts',
  'tests/cli/**/*.test.ts',
  'tests/package/**/*.test.ts',
  'tests/docs/doc-comments.test.ts',
  'tests/whole-index/documents/{edges,index-builder,live-index}.test.ts',
  'tests/format/widths.test.ts',
  'tests/unit/index/store/{text-sample,text-store}.test.ts',
  'tests/unit/node/build/*.test.ts',
  'tests/unit/node/reading/{read-documents,wide-files}.test.ts',
];

/** Tests that put another module in the place of one, which all tests of the same world would be given too; and those of plugins. */
const mockingTests = globSync('tests/**/*.test.ts', { cwd: root }).filter(
  file =>
    file.startsWith('tests/unit/plugins/') || /\bvi\.(?:mock|doMock)\(/.test(readFileSync(join(root, file), 'utf8')),
);

/** The number that the property tests draw by (tests/draws.ts): that of the commit; 1 where there is no history. */
function seedOfCommit(): string {
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return `${Number.parseInt(commit.slice(0, 7), 16)}`;
  } catch {
    return '1';
  }
}

/** Whether the fuzz tests run in their long form, for hours (tests/fuzz-runs.ts). */
const isLong = process.env['HANSOU_FUZZ'] !== undefined;

/** Tests that wait for no moment run on two cores at least: by default one core is left free, of two a half. */
const busy = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 1 } };

/** Tests with a browser run alone: the browser needs the other core. */
const alone = { maxWorkers: 1, sequence: { groupOrder: 0 } };

export default defineConfig({
  root,
  test: {
    setupFiles: ['tests/draws.ts'],
    env: { HANSOU_SEED: process.env['HANSOU_SEED'] ?? (isLong ? 'random' : seedOfCommit()) },
    testTimeout: isLong ? 24 * 3_600_000 : 120_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          ...busy,
          // All in one world for each worker: sources are loaded once. What a test changes it puts back.
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: [...browserTests, ...clusterTests, ...slowTests, ...mockingTests],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          ...busy,
          isolate: false,
          include: slowTests,
          exclude: mockingTests,
          globalSetup: ['tests/cli/program-setup.ts'],
          typecheck: { enabled: true, include: ['tests/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
      { extends: true, test: { name: 'mocking', ...busy, include: mockingTests } },
      {
        extends: true,
        test: { name: 'cluster', ...alone, include: clusterTests, globalSetup: ['tests/opensearch/server/setup.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          ...alone,
          include: browserTests,
          globalSetup: ['tests/browser/setup.ts'],
          // A loaded machine takes longer than the default second.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
