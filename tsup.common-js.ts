/**
 * Makes CommonJS of modules. tsup would do so by sucrase, which replaces `?.` and `??` by calls of functions: slower, and a fifth
 * more bytes. So its files are built as modules with the extension of CommonJS, and converted one by one here.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** Converts all files of `dist` with the extension `.cjs`, which are modules still. */
export async function convertToCommonJs(): Promise<void> {
  const names = (await readdir('dist')).filter(name => name.endsWith('.cjs'));
  await Promise.all(
    names.map(async name => {
      const file = `dist/${name}`;
      const { code } = await transform(await readFile(file, 'utf8'), {
        format: 'cjs',
        platform: 'node',
        target: 'es2022',
        charset: 'utf8',
        // Names are left to the modules: with them the package would have more than 4 MB.
        minifyIdentifiers: true,
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: 'inline',
      });
      await writeFile(file, code);
    }),
  );
}
