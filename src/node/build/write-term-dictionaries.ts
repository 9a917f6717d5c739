/** The dictionaries of a large build: ranges of them are coded on all threads, and joined while later ones are coded. */
import { join } from 'node:path';
import type { MergeSource } from '../../index/segment/merge-segments.ts';
import { appendEncodedTerms } from '../../index/termdict/encoded-terms.ts';
import { type TermDictionaryBytes, TermDictionaryWriter } from '../../index/termdict/term-dictionary-writer.ts';
import { FileSource } from '../file-source.ts';
import type { EncodeTermsTask, TermRangeFile } from './build-task.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { TempFileWriter } from './temp-folder.ts';
import { TempSegmentTerms } from './temp-segment-terms.ts';
import { invertedTermsPath } from './temp-segment-writer.ts';

/** Ranges of the dictionary for each thread: more than one, so that threads end together. */
const rangesOfThread = 8;
/** Bytes of a range that are kept while it is read. */
const rangeCache = 1 << 18;
/** While another thread codes the next range, this one looks so often, in ms, whether the build was given up. */
const look = 5;

/** The dictionary of a text field. */
export interface WrittenDictionary {
  readonly dictionary: TermDictionaryBytes;
  /** The file of its postings. */
  readonly postingsPath: string;
}

/**
 * Law: the bytes are those of all terms written by one, whatever the number of threads.
 *
 * @param files of segments that follow each other, whose terms stand in files beside them
 * @param sources the same, open
 * @param folder for files on the way
 * @param tell is called now and then; what it throws ends this
 * @returns by part; undefined where the field is no text
 */
export async function writeTermDictionaries(
  files: readonly string[],
  sources: readonly MergeSource[],
  threads: BuildThreadPool,
  folder: string,
  tell: () => void,
): Promise<(WrittenDictionary | undefined)[]> {
  const firsts = [0];
  for (const { documents } of sources) firsts.push(firsts[firsts.length - 1] + documents.length);
  const parts = sources[0].segment.textFields.map((field, part) =>
    field ? rangesOf(files, part, threads, folder) : undefined,
  );
  const ranges = parts.flatMap(ofPart => ofPart ?? []);
  const laid = new Int32Array(new SharedArrayBuffer(4 * ranges.length));
  const task: EncodeTermsTask = {
    kind: 'lay',
    segmentPaths: files,
    firstDocuments: firsts,
    ranges,
    nextRange: new Int32Array(new SharedArrayBuffer(4)),
    isEncoded: laid,
  };
  let failed: { readonly reason: unknown } | undefined;
  const others = threads.runOnOthers(Array.from({ length: threads.count - 1 }, () => task)).catch(reason => {
    failed = { reason };
  });
  const own = threads.encodeTermRangesHere(task);
  const whenLaid = async (range: number): Promise<void> => {
    while (Atomics.load(laid, range) === 0) {
      if (own.next().done) {
        Atomics.wait(laid, range, 0, look);
        // What other threads have to say is heard only between two turns.
        await new Promise(resolve => setImmediate(resolve));
      }
      if (failed) throw failed.reason;
      tell();
    }
  };
  try {
    const dictionaries: (WrittenDictionary | undefined)[] = [];
    let next = 0;
    for (const [part, ofPart] of parts.entries()) {
      const postings = join(folder, `postings-${part}`);
      const terms = ofPart && (await joined(ofPart, firsts[files.length], postings, () => whenLaid(next++)));
      dictionaries.push(terms && { dictionary: terms, postingsPath: postings });
    }
    await others;
    return dictionaries;
  } finally {
    own.return();
  }
}

/** Writes one dictionary of coded ranges, each as soon as it is there. */
async function joined(
  ranges: readonly TermRangeFile[],
  documents: number,
  postings: string,
  whenLaid: () => Promise<void>,
): Promise<TermDictionaryBytes> {
  const file = new TempFileWriter(postings);
  try {
    const writer = new TermDictionaryWriter(documents, file);
    for (const { path } of ranges) {
      await whenLaid();
      const range = new FileSource(path, rangeCache);
      try {
        appendEncodedTerms(range, writer);
      } finally {
        range.close();
      }
    }
    return writer.finish();
  } finally {
    file.close();
  }
}

function rangesOf(files: readonly string[], part: number, threads: BuildThreadPool, folder: string): TermRangeFile[] {
  const terms = new TempSegmentTerms(files.map(file => invertedTermsPath(file, part)));
  try {
    return terms
      .splitIntoRanges(threads.count * rangesOfThread)
      .map((range, i) => ({ fieldOrdinal: part, range, path: join(folder, `terms-${part}-${i}`) }));
  } finally {
    terms.close();
  }
}
