/**
 * Merges the chunks of a build. esbuild makes one of what each set of entry points shares, so that `hansou` alone would be 29 files,
 * and Node takes longer to find and link these than to read them. Here chunks that the same main doors load are one file.
 *
 * Law: a door loads each piece of code that it loaded before once, in one file with what the other doors of the same set load.
 */
import { basename } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';

/** A built file, and what is known of it. */
interface Built {
  readonly name: string;
  readonly code: string;
  readonly exports: readonly string[];
  /** The names of the built files that it imports, those that it loads later left out. */
  readonly imports: readonly string[];
  readonly isEntry: boolean;
}

/** What names another file of the build. */
const builtPath = /^\.\/[\w.-]+$/;

/**
 * A plugin that merges what esbuild has split.
 * @param doors names of entry points; the chunks that the same ones of these load, become one file
 */
export function mergeChunks(doors: readonly string[]): Plugin {
  return {
    name: 'merged-chunks',
    setup({ initialOptions, onEnd }) {
      onEnd(async result => {
        if (result.errors.length > 0 || !result.outputFiles || !result.metafile) return;
        const merged = await merge(result.outputFiles, result.metafile, doors, initialOptions);
        Object.assign(result, { outputFiles: merged.outputFiles, metafile: merged.metafile });
      });
    },
  };
}

async function merge(
  files: readonly OutputFile[],
  metafile: Metafile,
  doors: readonly string[],
  options: BuildOptions,
): Promise<BuildResult<{ write: false; metafile: true }>> {
  const banner = options.banner?.['js'] ?? '';
  const built = new Map(files.map(file => [basename(file.path), describe(file, metafile, banner)]));
  const groups = groupChunks(built, doors, options.outExtension?.['.js'] ?? '.js');
  const entries = [...built.keys()].filter(name => !groups.has(name));
  return build({
    ...options,
    entryPoints: [...entries, ...new Set(groups.values())].map(name => ({ in: name, out: withoutExtension(name) })),
    splitting: false,
    inject: [],
    define: {},
    write: false,
    metafile: true,
    plugins: [linkGroups(built, groups)],
  });
}

const withoutExtension = (name: string) => name.slice(0, name.lastIndexOf('.'));

function describe({ path, text }: OutputFile, { outputs }: Metafile, banner: string): Built {
  const name = basename(path);
  const output = Object.entries(outputs).find(([each]) => basename(each) === name)![1];
  return {
    name,
    // The merged file has it once.
    code: text.replace(`${banner}\n`, ''),
    exports: output.exports,
    imports: output.imports.filter(each => each.kind === 'import-statement').map(each => basename(each.path)),
    isEntry: output.entryPoint !== undefined,
  };
}

/** By chunk: the file that it becomes a part of. Entry points, and chunks that no door loads, stay as they are. */
function groupChunks(
  built: ReadonlyMap<string, Built>,
  doors: readonly string[],
  extension: string,
): Map<string, string> {
  const loaded = doors.map(door => listLoaded(built, `${door}${extension}`));
  const groups = new Map<string, string>();
  for (const { name, isEntry } of built.values()) {
    const by = doors.filter((_, i) => loaded[i].has(name));
    if (!isEntry && by.length > 0) groups.set(name, `shared-${by.join('-')}${extension}`);
  }
  return groups;
}

/** What a file loads with itself. */
function listLoaded(built: ReadonlyMap<string, Built>, door: string): Set<string> {
  if (!built.has(door)) throw new Error(`there is no entry point ${door}`);
  const loaded = new Set<string>();
  const add = (name: string): void => {
    if (loaded.has(name) || !built.has(name)) return;
    loaded.add(name);
    built.get(name)!.imports.forEach(add);
  };
  add(door);
  return loaded;
}

/** Takes the built files as sources: a merged file has its chunks inside, and imports those of others by names of its own. */
function linkGroups(built: ReadonlyMap<string, Built>, groups: ReadonlyMap<string, string>): Plugin {
  const isMerged = new Set(groups.values());
  // Short, since only merged files import each other by them.
  const aliases = new Map<string, string>();
  for (const chunk of groups.keys())
    for (const name of built.get(chunk)!.exports) aliases.set(`${chunk} ${name}`, `_${aliases.size.toString(36)}`);
  const aliasOf = (chunk: string, name: string) => aliases.get(`${chunk} ${name}`)!;
  const list = (chunk: string, exported: (name: string) => string, from: string) =>
    `export { ${built.get(chunk)!.exports.map(exported).join(', ')} } from ${JSON.stringify(from)};`;
  return {
    name: 'linked-groups',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind, importer, namespace }) => {
        if (kind === 'entry-point') return { path, namespace: isMerged.has(path) ? 'merged' : 'built' };
        const name = basename(path);
        const group = groups.get(name);
        if (kind === 'dynamic-import' || group === undefined || !builtPath.test(path)) return { path, external: true };
        const isInside = namespace === 'merged' ? group === importer : group === groups.get(importer);
        return { path: name, namespace: isInside ? 'built' : 'linked' };
      });
      onLoad({ filter: /.*/, namespace: 'built' }, ({ path }) => ({ contents: built.get(path)!.code, loader: 'js' }));
      onLoad({ filter: /.*/, namespace: 'merged' }, ({ path }) => ({
        contents: [...groups]
          .filter(([, group]) => group === path)
          .map(([chunk]) => list(chunk, name => `${name} as ${aliasOf(chunk, name)}`, `./${chunk}`))
          .join('\n'),
      }));
      onLoad({ filter: /.*/, namespace: 'linked' }, ({ path }) => ({
        contents: list(path, name => `${aliasOf(path, name)} as ${name}`, `./${groups.get(path)}`),
      }));
    },
  };
}
