/** The files of an index that was appended to: `site.hansou`, `site.2.hansou`, `site.3.hansou`, … */
import { existsSync } from 'node:fs';
import { HansouError } from '../errors.ts';

/** Maximum number of files of a series. */
const maxFiles = 10_000;

/** The file with this place in a series; 1 is the first file itself. */
function pathInSeries(first: string, place: number): string {
  const [, stem, extension] = /^(.*?)(\.[^./\\]*)?$/s.exec(first)!;
  return place === 1 ? first : `${stem}.${place}${extension ?? ''}`;
}

/**
 * Lists the files of a series, as far as they exist without a gap, and the path of the next one.
 * @throws HansouError IO when there is no first file
 */
export function findSeries(first: string): { readonly files: readonly string[]; readonly next: string } {
  if (!existsSync(first))
    throw new HansouError('IO', `${first} cannot be read`, {
      expected: 'an index to append to',
      got: 'no such file',
      hint: 'Build it first, with -o instead of --append.',
    });
  const files = [first];
  while (files.length < maxFiles && existsSync(pathInSeries(first, files.length + 1)))
    files.push(pathInSeries(first, files.length + 1));
  return { files, next: pathInSeries(first, files.length + 1) };
}
