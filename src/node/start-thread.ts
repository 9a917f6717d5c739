/** Starts threads: from the built package, and from source. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * Starts a thread. In the built package all modules of threads lie beside this one; from source they need tsx.
 * @param name of the module, as tsup.config.ts names it
 * @param source its path from this module
 */
export function startThread(name: string, source: string, workerData: unknown): Worker {
  // The flags of the program are for it: with `--input-type`, a thread whose module is a file does not start.
  const execArgv: string[] = [];
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL(`./${name}.js`, import.meta.url), { workerData, execArgv });
  // Not `import.meta.resolve`, which the CommonJS build does not support.
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const url = new URL(source, import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ tsImport }) => tsImport(${JSON.stringify(url)}, ${JSON.stringify(url)}))`;
  return new Worker(code, { eval: true, workerData, execArgv });
}
