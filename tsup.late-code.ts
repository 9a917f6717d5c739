/**
 * Divides the script of the page. `coreCode` is for the script that is loaded first: functions that src/element/script/late.ts names
 * are replaced by ones that load the late part when they are called. `lateCode` is for that part: it shares the modules of
 * the first script, so none is loaded twice and each has one state. esbuild alone would make a third file of what both need,
 * which is one more wait.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const source = fileURLToPath(new URL('./src/', import.meta.url));
const latePath = `${source}element/script/late.ts`;
const codePath = `${source}element/script/late-code.ts`;
const corePath = `${source}element/script/core-modules.ts`;
const tablesPath = `${source}element/script/late-tables.ts`;
const tableLoaders = /\/load-[a-z-]+-table\.ts$/;
/** Imports of other files of this package, types left out: the braces of those by name, and the file. */
const relativeImports =
  /^(?:import|export)\s+(?!type\b)(?:(?:\{([^}]*)\}|[^'"`=;()]*?)\s*\bfrom\s*)?['"](\.[^'"]*)['"]|\bimport\s*\(\s*['"`](\.)/gm;

/** Of the page's script: tables that a query loads when it needs them are in a part of their own. */
export const lateTables: Plugin = {
  name: 'late-tables',
  setup({ onResolve }) {
    onResolve({ filter: tableLoaders }, () => ({ path: tablesPath }));
  },
};

/** The file that an import means, with the file that `lateTables` puts in the place of tables. */
function resolveImport(importer: string, path: string): string {
  return tableLoaders.test(path) ? tablesPath : resolve(dirname(importer), path);
}

/**
 * By file: the exported names that another file imports, types left out.
 * @throws Error if it imports a file of this package in another way than by names, which would be overlooked
 */
export function listImports(path: string, content: string = readFileSync(path, 'utf8')): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  for (const [statement, names, from] of content.matchAll(relativeImports)) {
    if (names === undefined) throw new Error(`${path}: ${statement} must name what it imports: import { … } from`);
    const values = names.split(',').map(name => name.trim().split(' as ')[0]);
    const target = resolveImport(path, from);
    imports.set(target, [
      ...(imports.get(target) ?? []),
      ...values.filter(name => name !== '' && !name.startsWith('type ')),
    ]);
  }
  return imports;
}

/** Puts functions that load the late part in the place of those that it has. */
const lateStubs: Plugin = {
  name: 'late-stubs',
  setup({ onResolve, onLoad }) {
    const late = listImports(latePath);
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer }) => {
      const target = resolve(dirname(importer), path);
      return late.has(target) ? { path: target, namespace: 'late', sideEffects: false } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: [
        `import { requireLate } from ${JSON.stringify(codePath)};`,
        ...late
          .get(path)!
          .map(
            name =>
              `export function ${name}(...args) { const late = requireLate('${name}'); return new.target ? new late(...args) : late(...args); }`,
          ),
      ].join('\n'),
    }));
  },
};

/** The files of which code is in a bundle. */
async function listBundled(entry: string, plugins: Plugin[]): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    plugins,
    write: false,
    metafile: true,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs)
    .filter(path => inputs[path].bytesInOutput > 0 && !path.includes(':'))
    .map(path => resolve(path));
}

let listed: Promise<Map<string, Set<string>>> | undefined;

/** By file of the first script: what the late part uses of it. */
function listShared(): Promise<Map<string, Set<string>>> {
  listed ??= (async () => {
    const core = new Set(await listBundled(`${source}element/index.ts`, [lateStubs, lateTables]));
    core.delete(corePath);
    const shared = new Map<string, Set<string>>();
    const late = (await listBundled(latePath, [lateTables])).filter(path => !core.has(path));
    for (const path of late)
      for (const [from, names] of listImports(path)) {
        if (!core.has(from)) continue;
        const known = shared.get(from) ?? new Set();
        shared.set(from, known);
        for (const name of names) known.add(name);
      }
    return shared;
  })();
  return listed;
}

const nameOf = (path: string) => relative(source, path);

/** For the script that is loaded first. */
export const coreCode: Plugin = {
  name: 'core-code',
  setup(build) {
    lateStubs.setup(build);
    build.onLoad({ filter: /core-modules\.ts$/ }, async ({ path: loaded }) => {
      if (resolve(loaded) !== resolve(corePath)) return undefined;
      const shared = [...(await listShared())];
      const imports = shared.map(
        ([path, names], i) =>
          `import { ${[...names].map((name, j) => `${name} as m${i}_${j}`).join(', ')} } from ${JSON.stringify(path)};`,
      );
      const modules = shared.map(
        ([path, names], i) =>
          `${JSON.stringify(nameOf(path))}: { ${[...names].map((name, j) => `${name}: m${i}_${j}`).join(', ')} },`,
      );
      return {
        resolveDir: source,
        contents: [...imports, 'export const getCoreModules = () => ({', ...modules, '});'].join('\n'),
      };
    });
  },
};

/** For the part that is loaded when it is needed. */
export const lateCode: Plugin = {
  name: 'late-code',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\..*\.ts$/ }, async ({ path, importer }) => {
      const target = resolveImport(importer, path);
      return (await listShared()).has(target) ? { path: nameOf(target), namespace: 'core' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => ({
      contents: `module.exports = globalThis[Symbol.for('hansou core')][${JSON.stringify(path)}];`,
      loader: 'js',
    }));
  },
};
