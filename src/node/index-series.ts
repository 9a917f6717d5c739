/** The files of an index that was appended to: `site.hansou`, `site.2.hansou`, `site.3.hansou`, … */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { HansouError } from '../errors.ts';
import { Segment } from '../index/segment/segment.ts';
import { type ClosableSource, openFileSource } from './files/split-file.ts';

/** Maximum number of files of a series. */
const maxFiles = 10_000;

/** The file with this place in a series; 1 is the first file itself. */
function pathInSeries(first: string, place: number): string {
  const [, stem, extension] = /^(.*?)(\.[^./\\]*)?$/s.exec(first)!;
  return place === 1 ? first : `${stem}.${place}${extension ?? ''}`;
}

/** The files of a series, and the path of the next one. */
export interface IndexSeries {
  readonly files: readonly string[];
  readonly next: string;
}

/**
 * Lists the files of a series, as far as they exist without a gap, and the path of the next one.
 * @throws HansouError IO when there is no first file, or when one behind the gap was appended to files that are gone: the next one
 *   would stand before it
 */
export function findSeries(first: string): IndexSeries {
  if (!existsSync(first))
    throw new HansouError('IO', `${first} cannot be read`, {
      expected: 'an index to append to',
      got: 'no such file',
      hint: 'Build it first, with -o instead of --append.',
    });
  const files = [first];
  while (files.length < maxFiles && existsSync(pathInSeries(first, files.length + 1)))
    files.push(pathInSeries(first, files.length + 1));
  const next = pathInSeries(first, files.length + 1);
  const behind = findBehindGap(first, files.length);
  if (behind !== undefined)
    throw new HansouError('IO', `${next} was not written`, {
      expected: `no file of --append behind it`,
      got: behind,
      hint: `If ${behind} is joined with the others already, remove it; else join it, as the last one, by hansou merge.`,
    });
  return { files, next };
}

/** The first file of --append behind the next place; other files may be called so too. */
function findBehindGap(first: string, count: number): string | undefined {
  const names = new Set(readdirSync(dirname(first)));
  for (let place = count + 2; place <= maxFiles; place++) {
    const path = pathInSeries(first, place);
    if (names.has(basename(path)) && continuesOthers(path)) return path;
  }
  return undefined;
}

function continuesOthers(path: string): boolean {
  let source: ClosableSource | undefined;
  try {
    source = openFileSource(path);
    return Segment.open(source).earlier !== undefined;
  } catch {
    return false;
  } finally {
    source?.close();
  }
}
