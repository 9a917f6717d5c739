/** The pages about moving from another library name each of its public functions. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The words in backticks in the first column of the tables of a page. */
function namesOn(page: string): Set<string> {
  const rows = readFileSync(`${root}${page}`, 'utf8').match(/^\| .*$/gm) ?? [];
  const firsts = rows.map(row => row.split(' | ')[0]);
  return new Set(firsts.flatMap(first => [...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));
}

/** The names of the functions of classes, without those of which the library says that they are its own. */
function methodsOf(classes: readonly { readonly prototype: object }[], own: RegExp): string[] {
  const names = classes.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  return [...new Set(names)].filter(name => name !== 'constructor' && !own.test(name));
}

type Class = { readonly prototype: object };

/** A library: its package, where it is installed, and what it has in public. */
const libraries: readonly {
  readonly page: string;
  readonly name: string;
  readonly list: (loaded: Record<string, unknown>) => string[];
}[] = [
  {
    page: 'minisearch',
    name: 'minisearch',
    // The rest is marked as private in its declarations.
    list: loaded => {
      const MiniSearch = (loaded['default'] ?? loaded) as Class;
      const isPrivate =
        /^(?:maybeAutoVacuum|conditionalVacuum|performVacuuming|vacuumConditionsMet|execute\w+|combineResults|termResults|addTerm|removeTerm|warnDocumentChanged|addDocumentId|addFields|addFieldLength|removeFieldLength|saveStoredFields)$/;
      return [
        ...methodsOf([MiniSearch], isPrivate),
        ...['loadJSON', 'loadJSONAsync', 'loadJS', 'loadJSAsync', 'getDefault', 'wildcard'].map(
          each => `MiniSearch.${each}`,
        ),
      ];
    },
  },
  {
    page: 'flexsearch',
    name: 'flexsearch',
    list: loaded => {
      const all = (loaded['default'] ?? loaded) as Record<string, Class>;
      const charsets = Object.keys(all['Charset']).map(each => `Charset.${each}`);
      // What a database does inside shares the names of what an index does.
      return [
        ...methodsOf(
          [all['Index'], all['Document'], all['Worker'], all['Encoder'], all['Resolver'], all['IndexedDB']],
          /^has$/,
        ),
        ...charsets,
      ];
    },
  },
  { page: 'nodejieba', name: 'nodejieba', list: loaded => Object.keys((loaded['default'] ?? loaded) as object) },
  { page: 'orama', name: '@orama/orama', list: loaded => Object.keys(loaded).filter(name => name !== 'default') },
  {
    page: 'lunr',
    name: 'lunr',
    list: loaded => {
      const lunr = (loaded['default'] ?? loaded) as Record<string, Class>;
      const parts = Object.keys(lunr).map(each => `lunr.${each}`);
      return [
        ...parts,
        ...methodsOf(
          [lunr['Builder'], lunr['Index'], lunr['Pipeline'], lunr['Query']],
          /^(?:calculate|create)\w+$|^remove$/,
        ),
      ];
    },
  },
  { page: 'pagefind', name: 'pagefind', list: loaded => Object.keys(loaded).filter(name => name !== 'default') },
];

/** Loads a package from this project, or from the bench, which brings other engines. @returns undefined if it is in neither */
async function load(name: string): Promise<Record<string, unknown> | undefined> {
  const isIn = (folder: string) => existsSync(`${root}${folder}node_modules/${name}/package.json`);
  if (isIn('')) return import(name);
  if (isIn('bench/')) return import(createRequire(`${root}bench/package.json`).resolve(name));
  return undefined;
}

const loaded = await Promise.all(libraries.map(async each => ({ ...each, loaded: await load(each.name) })));

describe.each(['docs/moving', 'docs/zh/moving'])('%s', folder => {
  for (const { page, name, list, loaded: library } of loaded)
    it.skipIf(!library)(
      `has a row for every function of ${name}${library ? '' : ' (skipped: it is not installed)'}`,
      () => {
        const names = namesOn(`${folder}/${page}.md`);
        const functions = list(library!);
        expect(functions.length).toBeGreaterThan(1);
        expect(functions.filter(each => !names.has(each))).toEqual([]);
      },
    );

  it('has a page for each library', () => {
    for (const page of ['minisearch', 'flexsearch', 'orama', 'pagefind', 'lunr', 'jieba', 'nodejieba'])
      expect(namesOn(`${folder}/${page}.md`).size).toBeGreaterThan(10);
  });
});
