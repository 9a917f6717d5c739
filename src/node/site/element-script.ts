/** Where is the script of `<hansou-search>`, a classic script and its parts, on this machine? */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HansouError } from '../../errors.ts';

/** The parts that the script loads when it needs them, from its own folder. */
export const elementPartNames: readonly string[] = [
  'element.late.js',
  'element.rare.js',
  'element.views.js',
  'element.files.js',
  'element.forms.js',
  'element.tables.js',
];

/**
 * The path of the script, whose parts stand in the same folder: beside the built code of the package, or in `dist/` of a
 * copy of the repository.
 * @throws HansouError IO
 */
export function findElementScript(): string {
  const places = ['./element.global.js', '../../../dist/element.global.js'];
  const paths = places.map(place => fileURLToPath(new URL(place, import.meta.url)));
  const path = paths.find(each => existsSync(each));
  if (path !== undefined) return path;
  throw new HansouError('IO', 'the script of the search box was not found', {
    expected: paths[0],
    got: 'no such file',
    hint: 'Install the package again; in a copy of the repository, run npm run build.',
  });
}
