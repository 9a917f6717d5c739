/** Bundles the executable once for all tests that start it: from source, each process would read some 300 files by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of `cli.js`, `node.js` (`hansou/node`) and `index.js` (`hansou`), which may be run by Node. */
    program: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Provides the folder; returns a function that removes it. It lies where `dist` does: packages and dictionaries are found. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(root, '.program-'));
  await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli/main.ts',
      index: 'src/index.ts',
      node: 'src/node/index.ts',
      'build-worker': 'src/node/build/build-worker.ts',
      'cut-worker': 'src/cli/cluster/cut-worker.ts',
      'pdf-worker': 'src/node/reading/formats/pdf/pdf-worker.ts',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    packages: 'external',
    charset: 'utf8',
  });
  project.provide('program', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
