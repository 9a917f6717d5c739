import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/**
 * Everything that the bench makes and can make again. It lies where code that runs from it finds the peers, and where
 * neither git nor linters look.
 */
export const cacheDirectory = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

/**
 * Bundles the child process with hansou in it, by the tool and for the target that the package is built with: what is
 * measured is what is shipped, and no child spends time on compiling TypeScript.
 * @returns the path of the script
 */
export async function bundleChild(): Promise<string> {
  const directory = join(cacheDirectory, 'child');
  await build({
    config: false,
    entry: {
      child: fileURLToPath(new URL('./child.ts', import.meta.url)),
      // What a build on several cores starts, beside it as in the package.
      'build-worker': fileURLToPath(new URL('../../src/node/build/build-worker.ts', import.meta.url)),
    },
    outDir: directory,
    format: ['esm'],
    target: 'es2022',
    platform: 'node',
    skipNodeModulesBundle: true,
    dts: false,
    clean: true,
    silent: true,
  });
  return join(directory, 'child.js');
}
