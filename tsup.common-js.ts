/**
 * Makes CommonJS of modules. tsup would do so by sucrase, which replaces `?.` and `??` by calls of functions: slower, and a fifth
 * more bytes. So its files are built as modules with the extension of CommonJS, and converted one by one here.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { shortenNames } from './tsup.class-names.ts';

/** Converts all files of `dist` with the extension `.cjs`, which are modules still. */
export async function convertToCommonJs(): Promise<void> {
  const names = (await readdir('dist')).filter(name => name.endsWith('.cjs'));
  await Promise.all(
    names.map(async name => {
      const file = `dist/${name}`;
      await writeFile(file, await shortenNames(await readFile(file, 'utf8'), 'cjs'));
    }),
  );
}
