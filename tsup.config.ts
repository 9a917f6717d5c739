import type { BuildOptions } from 'esbuild';
import { defineConfig, type Options } from 'tsup';
import { shortenNames } from './tsup.class-names.ts';
import { convertToCommonJs } from './tsup.common-js.ts';
import { coreCode, lateParts, lateTables, partCode, sharedTables } from './tsup.late-code.ts';
import { mergeChunks } from './tsup.merged-chunks.ts';
import { shortCode } from './tsup.short-code.ts';

/** Kept by minifiers. The package's own THIRD_PARTY_NOTICES.md has the notices in full. */
const notice =
  '/*! hansou (MIT). With data of cppjieba and pinyin-pro (MIT), OpenCC (Apache-2.0), Unicode and kfcd/chaizi (CC BY 3.0); see THIRD_PARTY_NOTICES.md of hansou. */';
const shared = {
  clean: false,
  target: 'es2022',
  // Without maps, which would be a third of the package: names of classes and methods stay, so stack traces can be read.
  sourcemap: false,
  splitting: true,
  banner: { js: notice },
  // Chinese characters are no escapes. Whitespace goes last: with it esbuild takes the marks of calls without effect.
  esbuildOptions(options: BuildOptions) {
    options.charset = 'utf8';
    options.minifySyntax = true;
  },
} as const;
const doors = {
  index: 'src/index.ts',
  lexicon: 'src/base-lexicon.ts',
  names: 'src/entry-points/names.ts',
  node: 'src/node/index.ts',
  remote: 'src/remote/index.ts',
  worker: 'src/worker/index.ts',
  nodejieba: 'src/entry-points/nodejieba.ts',
  flexsearch: 'src/adapters/flexsearch.ts',
  minisearch: 'src/adapters/minisearch.ts',
  orama: 'src/adapters/orama.ts',
  opensearch: 'src/opensearch/index.ts',
  vitepress: 'src/plugins/vitepress.ts',
  vite: 'src/plugins/vite.ts',
  hexo: 'src/plugins/hexo.ts',
  docusaurus: 'src/plugins/docusaurus.ts',
  astro: 'src/plugins/astro.ts',
};

/** Doors whose code is in few files; the build worker begins on each thread. */
const mainDoors = ['index', 'lexicon', 'remote'] as const;
export const mergedModules = mergeChunks([...mainDoors, 'build-worker']);

/** Doors that are `element.js` with other types. */
const frameworks = {
  react: 'src/entry-points/react.ts',
  vue: 'src/entry-points/vue.ts',
  svelte: 'src/entry-points/svelte.ts',
};

/** The modules: doors, the command line, and what runs in threads. */
export const modules: Options = {
  ...shared,
  plugins: [{ name: 'short-names', renderChunk: async code => ({ code: await shortenNames(code, 'esm') }) }],
  entry: {
    ...doors,
    element: 'src/element/index.ts',
    cli: 'src/cli/main.ts',
    'build-worker': 'src/node/build/build-worker.ts',
    'cut-worker': 'src/cli/cluster/cut-worker.ts',
    'pdf-worker': 'src/node/reading/formats/pdf/pdf-worker.ts',
  },
  format: ['esm'],
  platform: 'node',
  esbuildPlugins: [sharedTables, mergedModules],
};

/** The declarations for `require`. */
const commonJsTypes: Options = { ...shared, dts: { only: true }, entry: doors, format: ['cjs'] };

// All doors of one format in one build: they share their classes, so that a value of one is known to the others.
export default defineConfig([
  { ...modules, dts: { entry: { ...doors, element: 'src/element/index.ts', ...frameworks } } },
  // CommonJS: first as modules.
  {
    ...shared,
    dts: false,
    entry: doors,
    format: ['esm'],
    outExtension: () => ({ js: '.cjs' }),
    platform: 'node',
    // A module of this format has no import.meta.
    define: { 'import.meta.url': 'commonJsModule.url' },
    inject: ['src/entry-points/common-js-module.js'],
    esbuildPlugins: [mergeChunks(mainDoors)],
    onSuccess: convertToCommonJs,
  },
  // With --no-dts it would write its files over those.
  ...(process.argv.includes('--no-dts') ? [] : [commonJsTypes]),
  // The page without a bundler: a classic script, and modules beside it that it loads when they are needed.
  {
    ...shared,
    dts: false,
    entry: { element: 'src/element/index.ts' },
    format: ['iife'],
    platform: 'browser',
    minify: true,
    plugins: [shortCode('iife')],
    esbuildPlugins: [coreCode, lateTables],
  },
  ...lateParts.map(
    (part): Options => ({
      ...shared,
      dts: false,
      entry: { [`element.${part}`]: `src/element/script/${part}.ts` },
      format: ['esm'],
      platform: 'browser',
      minify: true,
      plugins: [shortCode('esm')],
      esbuildPlugins: [partCode(part), lateTables],
    }),
  ),
  {
    ...shared,
    dts: false,
    entry: { 'element.tables': 'src/element/script/tables.ts', 'element.forms': 'src/element/script/forms.ts' },
    splitting: false,
    format: ['esm'],
    platform: 'browser',
    minify: true,
    plugins: [shortCode('esm')],
  },
]);
