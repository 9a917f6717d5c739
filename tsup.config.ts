import { defineConfig } from 'tsup';

const shared = { dts: true, clean: false, target: 'es2022', sourcemap: true, splitting: true } as const;

export default defineConfig([
  // What runs anywhere: for import and for require.
  { ...shared, entry: { index: 'src/index.ts' }, format: ['esm', 'cjs'], platform: 'neutral' },
]);
