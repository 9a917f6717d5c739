/** Writes the term dictionaries of a large build: all threads encode ranges, and this one joins them in order meanwhile. */
import { join } from 'node:path';
import { PinyinWords } from '../../index/pinyin/pinyin-words.ts';
import type { MergeSource } from '../../index/segment/merge-segments.ts';
import { appendEncodedTerms } from '../../index/termdict/encoded-terms.ts';
import { type TermDictionaryBytes, TermDictionaryWriter } from '../../index/termdict/term-dictionary-writer.ts';
import { FileSource } from '../files/file-source.ts';
import type { EncodeTermsTask, TermRangeFile } from './build-task.ts';
import type { BuildThreadPool } from './build-threads.ts';
import { TempFileWriter } from './temp-folder.ts';
import { TempSegmentTerms } from './temp-segment-terms.ts';
import { invertedTermsPath } from './temp-segment-writer.ts';

/** Minimum number of ranges for each thread: more than one, so that threads finish at about the same time. */
const rangesPerThread = 8;
/** Bytes of an encoded range that are cached while it is read. */
const rangeCacheBytes = 1 << 18;
/** While other threads encode, this one checks at this interval, in ms, whether the build was aborted. */
const abortPollMs = 5;

/** The term dictionaries of all text fields. */
export interface WrittenDictionaries {
  /** By field; undefined for fields that are not text. */
  readonly fields: readonly (WrittenDictionary | undefined)[];
  /** The words of all of them. */
  readonly words: PinyinWords;
}

/** The term dictionary of a text field, with its postings in a file. */
interface WrittenDictionary {
  readonly dictionary: TermDictionaryBytes;
  readonly postingsPath: string;
}

/**
 * Writes the term dictionary of each text field.
 *
 * Law: the bytes are the same as if one thread had written all terms at once, for any number of threads.
 *
 * @param segmentPaths segments in document order, with their terms in files beside them
 * @param sources the same segments, open
 * @param folder receives temporary files
 * @param onProgress called now and then; an exception from it ends the work
 */
export async function writeTermDictionaries(
  segmentPaths: readonly string[],
  sources: readonly MergeSource[],
  threads: BuildThreadPool,
  folder: string,
  onProgress: () => void,
): Promise<WrittenDictionaries> {
  const firstDocuments = [0];
  for (const { liveDocuments } of sources)
    firstDocuments.push(firstDocuments[firstDocuments.length - 1] + liveDocuments.length);
  const documentCount = firstDocuments[segmentPaths.length];
  const rangesByField = sources[0].segment.textFields.map((field, ordinal) =>
    field ? planRanges(segmentPaths, ordinal, threads, folder) : undefined,
  );
  const ranges = rangesByField.flatMap(ofField => ofField ?? []);
  const isEncoded = new Int32Array(new SharedArrayBuffer(4 * ranges.length));
  const nextRange = new Int32Array(new SharedArrayBuffer(4));
  const task: EncodeTermsTask = { kind: 'encode-terms', segmentPaths, firstDocuments, ranges, nextRange, isEncoded };
  let failure: { readonly reason: unknown } | undefined;
  const others = threads.runOnOthers(Array.from({ length: threads.count - 1 }, () => task)).catch(reason => {
    failure = { reason };
  });
  const ownRanges = threads.encodeTermRangesHere(task);
  const untilEncoded = async (range: number): Promise<void> => {
    while (Atomics.load(isEncoded, range) === 0) {
      if (ownRanges.next().done) {
        Atomics.wait(isEncoded, range, 0, abortPollMs);
        // Messages from other threads arrive only between two turns of the event loop.
        await new Promise(resolve => setImmediate(resolve));
      }
      if (failure) throw failure.reason;
      onProgress();
    }
  };
  try {
    const fields: (WrittenDictionary | undefined)[] = [];
    const words = new PinyinWords();
    let next = 0;
    for (const [ordinal, ofField] of rangesByField.entries()) {
      const postingsPath = join(folder, `postings-${ordinal}`);
      const dictionary =
        ofField && (await joinRanges(ofField, { documentCount, postingsPath, words }, () => untilEncoded(next++)));
      fields.push(dictionary && { dictionary, postingsPath });
    }
    await others;
    return { fields, words };
  } finally {
    ownRanges.return();
  }
}

/** Where a dictionary goes. */
interface DictionaryTarget {
  readonly documentCount: number;
  readonly postingsPath: string;
  /** Takes the words. */
  readonly words: PinyinWords;
}

/**
 * Joins encoded ranges to one dictionary, each as soon as it is complete.
 * @param untilNextEncoded resolves when the next range is complete
 */
async function joinRanges(
  ranges: readonly TermRangeFile[],
  { documentCount, postingsPath, words }: DictionaryTarget,
  untilNextEncoded: () => Promise<void>,
): Promise<TermDictionaryBytes> {
  const postings = new TempFileWriter(postingsPath);
  try {
    words.beginField();
    const writer = new TermDictionaryWriter(documentCount, postings, words);
    for (const { path } of ranges) {
      await untilNextEncoded();
      const range = new FileSource(path, rangeCacheBytes);
      try {
        appendEncodedTerms(range, writer);
      } finally {
        range.close();
      }
    }
    return writer.finish();
  } finally {
    postings.close();
  }
}

/** The ranges of a field's dictionary and the files that they will be encoded to. */
function planRanges(
  segmentPaths: readonly string[],
  fieldOrdinal: number,
  threads: BuildThreadPool,
  folder: string,
): TermRangeFile[] {
  const terms = new TempSegmentTerms(segmentPaths.map(path => invertedTermsPath(path, fieldOrdinal)));
  try {
    return terms
      .splitIntoRanges(threads.count * rangesPerThread)
      .map((range, i) => ({ fieldOrdinal, range, path: join(folder, `terms-${fieldOrdinal}-${i}`) }));
  } finally {
    terms.close();
  }
}
