/**
 * Divides the script of the page. `coreCode` is for the script that is loaded first: functions that a late part names (`lateParts`)
 * are replaced by ones that load that part when they are called. `partCode` is for the parts: each shares the modules of the
 * first script, and those that several parts use are in that script too, so none is loaded twice and each has one state.
 * esbuild alone would make more files of what both need, which is one more wait.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';

const source = fileURLToPath(new URL('./src/', import.meta.url));

/** By name: the files of functions that are loaded when they are called; `element.NAME.js` is built of each. */
export const lateParts = ['late', 'rare', 'views', 'files'] as const;
export type LatePart = (typeof lateParts)[number];
/** Marks the import of a file itself, by what stands in its place. */
const wholeFile = Symbol('whole file');
const pathOf = (part: LatePart) => `${source}element/script/${part}.ts`;

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

/** Of the modules: the tables stand once in the package, in the parts that the page's script loads too. */
export const sharedTables: Plugin = {
  name: 'shared-tables',
  setup({ onResolve }) {
    const files = new Map<string, string>();
    for (const part of ['tables', 'forms'])
      for (const path of listImports(`${source}element/script/${part}.ts`).keys())
        files.set(path, `./element.${part}.js`);
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer }) => {
      const file = files.get(resolve(dirname(importer), path));
      return file === undefined ? undefined : { path: file, external: true };
    });
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

/** Puts functions that load a part in the place of those that it has. @param own the part that is built, whose functions stay */
function createStubs(own?: LatePart): Plugin {
  return {
    name: 'late-stubs',
    setup({ onResolve, onLoad }) {
      const late = new Map<string, { readonly part: LatePart; readonly names: readonly string[] }>();
      for (const part of lateParts)
        if (part !== own) for (const [path, names] of listImports(pathOf(part))) late.set(path, { part, names });
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer, pluginData }) => {
        const target = resolve(dirname(importer), path);
        if (pluginData === wholeFile || !late.has(target)) return undefined;
        return { path: target, namespace: 'late', sideEffects: false };
      });
      onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
        const { part, names } = late.get(path)!;
        return {
          resolveDir: dirname(path),
          pluginData: wholeFile,
          contents: [
            // The names above hide those of the file: what is not late stays.
            `export * from ${JSON.stringify(`./${basename(path)}`)};`,
            `import { createLate } from ${JSON.stringify(codePath)};`,
            ...names.map(name => `export const ${name} = /* @__PURE__ */ createLate('${part}', '${name}');`),
          ].join('\n'),
        };
      });
    },
  };
}

/** How bundles are made of which only the imports are looked at. */
const analysis = { bundle: true, format: 'esm', target: 'es2022', write: false, metafile: true } as const;

/** The files of which code is in a bundle. */
async function listBundled(entry: string, plugins: Plugin[]): Promise<string[]> {
  const { metafile } = await build({ ...analysis, entryPoints: [entry], plugins });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs)
    .filter(path => inputs[path].bytesInOutput > 0 && !path.includes(':'))
    .map(path => resolve(path));
}

/** In a bundle that is only looked at, each use of what a part shares is a call of this function with file and name. */
const useMark = 'useOfShared';

/**
 * Marks what a part uses of files that it shares. The part's own list names what it has itself, also of a file of which the
 * rest is in the first script.
 */
function markShared(part: LatePart, isShared: (path: string) => boolean): Plugin {
  return {
    name: 'mark-shared',
    setup({ onResolve, onLoad }) {
      const own = listImports(pathOf(part));
      onResolve({ filter: /^\..*\.ts$|\/late-code\.ts$/ }, ({ path, importer, pluginData }) => {
        if (resolve(importer) === pathOf(part) || pluginData === wholeFile) return undefined;
        const target = path === codePath ? codePath : resolveImport(importer, path);
        return isShared(target) || target === codePath ? { path: target, namespace: 'shared' } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
        resolveDir: dirname(path),
        pluginData: wholeFile,
        contents: [
          ...exportOwn(path, own),
          ...listExports(path)
            .filter(name => !own.get(path)?.includes(name))
            .map(name => `export const ${name} = /* @__PURE__ */ ${useMark}(${JSON.stringify(path)}, "${name}");`),
        ].join('\n'),
      }));
    },
  };
}

/** Exports what a part has itself of a file. @param own the names in its list, by file */
function exportOwn(path: string, own: ReadonlyMap<string, readonly string[]>): string[] {
  const names = own.get(path);
  return names ? [`export { ${names.join(', ')} } from ${JSON.stringify(`./${basename(path)}`)};`] : [];
}

/** The names of the values that a file exports. */
function listExports(path: string): string[] {
  const content = readFileSync(path, 'utf8');
  const names = content.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|class|const|let) ([\w$]+)/gm);
  return Array.from(names, ([, name]) => name);
}

/** What the late parts use of the first script. */
interface Shared {
  /** By file, by name: its place in the list that the first script has for them. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Under which symbol the parts find the list. It names the list: parts of another build have another. */
  readonly key: string;
}

let listed: Promise<Shared> | undefined;

function listShared(): Promise<Shared> {
  listed ??= (async () => {
    const core = new Set(await listBundled(`${source}element/index.ts`, [createStubs(), lateTables]));
    core.delete(corePath);
    const parts = await Promise.all(
      lateParts.map(async part => {
        const paths = await listBundled(pathOf(part), [createStubs(part), lateTables]);
        return paths.filter(path => path !== pathOf(part));
      }),
    );
    const all = parts.flat();
    const isShared = (path: string) => core.has(path) || all.indexOf(path) !== all.lastIndexOf(path);
    const places = new Map([[codePath, new Map([['createLate', 0]])]]);
    let count = 1;
    for (const part of lateParts) {
      const { outputFiles } = await build({
        ...analysis,
        entryPoints: [pathOf(part)],
        plugins: [markShared(part, isShared), createStubs(part), lateTables],
      });
      for (const [, path, name] of outputFiles[0].text.matchAll(
        new RegExp(`${useMark}\\("([^"]*)", "(.*?)"\\)`, 'g'),
      )) {
        const known = places.get(path) ?? new Map<string, number>();
        places.set(path, known);
        if (!known.has(name)) known.set(name, count++);
      }
    }
    const contents = [...new Set([...core, ...all])].sort().map(path => readFileSync(path));
    const hash = createHash('sha256');
    for (const content of contents) hash.update(content);
    return { places, key: `hansou ${hash.digest('hex').slice(0, 8)}` };
  })();
  return listed;
}

const nameOf = (path: string) => relative(source, path);

/** The style sheet without what only its readers need. */
async function loadStyle(path: string): Promise<{ contents: string; loader: 'ts' }> {
  const [, opening, style, rest] = /^(.*?const styleText = `)(.*?)(`;.*)$/s.exec(readFileSync(path, 'utf8'))!;
  const { code } = await transform(style, { loader: 'css', minify: true, charset: 'utf8' });
  return { contents: opening + code.trim().replace(/[\\`$]/g, '\\$&') + rest, loader: 'ts' };
}

/** For the script that is loaded first. */
export const coreCode: Plugin = {
  name: 'core-code',
  setup(build) {
    createStubs().setup(build);
    build.onLoad({ filter: /looks[\\/]style\.ts$/ }, ({ path }) => loadStyle(path));
    build.onLoad({ filter: /core-modules\.ts$/ }, async ({ path: loaded }) => {
      if (resolve(loaded) !== resolve(corePath)) return undefined;
      const { places, key } = await listShared();
      const imports: string[] = [];
      const values: string[] = [];
      for (const [path, names] of places) {
        const renamed = Array.from(names, ([name, place]) => `${name} as m${place}`);
        imports.push(`import { ${renamed.join(', ')} } from ${JSON.stringify(path)};`);
        for (const place of names.values()) values[place] = `m${place}`;
      }
      return {
        resolveDir: source,
        contents: [
          ...imports,
          `export const coreKey = ${JSON.stringify(key)};`,
          `export const getCore = () => [${values.join(', ')}];`,
        ].join('\n'),
      };
    });
  },
};

/** For a part that is loaded when it is needed. */
export function partCode(part: LatePart): Plugin {
  return {
    name: 'part-code',
    setup(build) {
      build.onResolve({ filter: /\/late-code\.ts$/ }, () => ({ path: nameOf(codePath), namespace: 'core' }));
      const listed = listImports(pathOf(part));
      build.onResolve({ filter: /^\..*\.ts$/ }, async ({ path, importer, pluginData }) => {
        if (resolve(importer) === pathOf(part) || pluginData === wholeFile) return undefined;
        const target = resolveImport(importer, path);
        return (await listShared()).places.has(target) ? { path: nameOf(target), namespace: 'core' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'core' }, async ({ path }) => {
        const { places, key } = await listShared();
        const file = resolve(source, path);
        const own = places.get(file)!;
        // What only code names that is left out has no place.
        const placeOf = (name: string) =>
          own.has(name) ? `/* @__PURE__ */ (() => core[${own.get(name)}])()` : 'undefined';
        return {
          resolveDir: dirname(file),
          pluginData: wholeFile,
          contents: [
            ...exportOwn(file, listed),
            `const core = globalThis[Symbol.for(${JSON.stringify(key)})];`,
            ...listExports(file)
              .filter(name => !listed.get(file)?.includes(name))
              .map(name => `export const ${name} = ${placeOf(name)};`),
          ].join('\n'),
          loader: 'js',
        };
      });
      createStubs(part).setup(build);
    },
  };
}
