import { defineConfig } from 'tsup';

const shared = { dts: true, clean: false, target: 'es2022', sourcemap: true, splitting: true } as const;

export default defineConfig([
  // What runs anywhere: for import and for require.
  {
    ...shared,
    entry: { index: 'src/index.ts', lexicon: 'src/base-lexicon.ts' },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    shims: true,
  },
  // What needs Node.
  {
    ...shared,
    entry: { node: 'src/node/index.ts', nodejieba: 'src/nodejieba.ts' },
    format: ['esm', 'cjs'],
    platform: 'node',
    shims: true,
  },
  {
    ...shared,
    dts: false,
    entry: { cli: 'src/cli/main.ts', 'build-worker': 'src/node/build-worker.ts' },
    format: ['esm'],
    platform: 'node',
  },
  // The page: as a module, and as one classic script.
  { ...shared, entry: { element: 'src/element/index.ts' }, format: ['esm'], platform: 'browser' },
  {
    ...shared,
    dts: false,
    entry: { element: 'src/element/index.ts' },
    format: ['iife'],
    platform: 'browser',
    minify: true,
  },
]);
