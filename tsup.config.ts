import { defineConfig } from 'tsup';

const shared = { clean: false, target: 'es2022', sourcemap: true, splitting: true, shims: true } as const;
const doors = {
  index: 'src/index.ts',
  lexicon: 'src/base-lexicon.ts',
  node: 'src/node/index.ts',
  nodejieba: 'src/entry-points/nodejieba.ts',
};

// All doors of one format in one build: they share their classes, so that a value of one is known to the others.
export default defineConfig([
  {
    ...shared,
    dts: { entry: { ...doors, element: 'src/element/index.ts' } },
    entry: {
      ...doors,
      element: 'src/element/index.ts',
      cli: 'src/cli/main.ts',
      'build-worker': 'src/node/build/build-worker.ts',
    },
    format: ['esm'],
    platform: 'node',
  },
  { ...shared, dts: true, entry: doors, format: ['cjs'], platform: 'node' },
  // The page without a bundler: one classic script.
  {
    ...shared,
    dts: false,
    entry: { element: 'src/element/index.ts' },
    format: ['iife'],
    platform: 'browser',
    minify: true,
  },
]);
