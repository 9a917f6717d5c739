/** Bundles the child process with hansou. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { mergedModules, modules } from '../../tsup.config.ts';

/**
 * A directory for everything that the bench generates and can generate again. Code that runs from it finds the peers in
 * the folder above, and git and linters ignore it.
 */
export const cacheDirectory = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

/**
 * Bundles the child process with the tool and for the target of the package, so that the shipped code is measured and no
 * child spends time on compiling TypeScript.
 * @returns the path of the script
 */
export async function bundleChild(): Promise<string> {
  const directory = join(cacheDirectory, 'child');
  await build({
    config: false,
    entry: {
      child: fileURLToPath(new URL('./child.ts', import.meta.url)),
      'cold-child': fileURLToPath(new URL('./cold-child.ts', import.meta.url)),
      // The worker of builds on several cores, next to the child as in the package.
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

/** The library and the command line, bundled as in the package. */
interface BundledPackage {
  /** The path of the bundled `src/index.ts`. */
  readonly library: string;
  /** The path of the executable. */
  readonly commandLine: string;
}

/** Bundles the library and the command line as the package has them; tables are in shared files too. */
export async function bundlePackage(): Promise<BundledPackage> {
  const directory = join(cacheDirectory, 'package');
  await build({
    ...modules,
    config: false,
    outDir: directory,
    esbuildPlugins: [mergedModules],
    shims: true,
    dts: false,
    clean: true,
    silent: true,
  });
  // As the package says; otherwise Node compiles the file as CommonJS first, to find out that it is not.
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n');
  return { library: join(directory, 'index.js'), commandLine: join(directory, 'cli.js') };
}
