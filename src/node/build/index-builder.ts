/**
 * Builds an index file of any size from a stream of documents, on several threads, with bounded memory.
 *
 * Entry point: `IndexBuilder`, called by users (`hansou/node`) and by `hansou build` (cli/build.ts). How a large build goes:
 * 1. `add` checks documents and collects a batch of about 16 Mi UTF-16 units.
 * 2. `buildBatch` (build-batch.ts) divides a full batch among the threads (build-threads.ts; other threads run
 *    build-worker.ts, which runs the tasks of build-task.ts). Idle threads steal documents from others (work-stealing.ts).
 * 3. Meanwhile this thread learns the encoding of documents from the first batch, for all threads (shared-encoding.ts).
 * 4. Each thread writes its documents to the temporary folder (temp-folder.ts): a segment without terms
 *    (temp-segment-writer.ts) and, beside it, its terms sorted but not encoded (inverted-terms-file.ts).
 * 5. `finish` writes the term dictionaries: all threads encode ranges of the terms of all segments (temp-segment-terms.ts),
 *    and this thread joins the encoded ranges in order (write-term-dictionaries.ts). So each posting list is encoded once.
 * 6. `mergeTempSegments` (merge-temp-segments.ts, open-temp-segments.ts) copies everything else from the segments, and
 *    `AtomicFile` (../files/atomic-file.ts) puts the finished file in its place.
 * A small build writes a single temporary segment with its terms, which is copied.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { copyFields, type InputDocument } from '../../fields.ts';
import type { Schema } from '../../index/schema.ts';
import { checkDocument, type DocumentValues } from '../../index/segment/document-values.ts';
import { mergeInto } from '../../index/segment/merge-segments.ts';
import { Segment } from '../../index/segment/segment.ts';
import { createEmptySegment } from '../../index/segment/segment-builder.ts';
import { createAnalyzer } from '../../index-options.ts';
import { checkOptions } from '../../validate.ts';
import { AtomicFile, type PlaceFile, requireFileTarget } from '../files/atomic-file.ts';
import { buildBatch } from './build-batch.ts';
import { TaskWorker } from './build-task.ts';
import { BuildThreadPool } from './build-threads.ts';
import {
  type BuildExtras,
  type BuilderOptions,
  type BuildProgress,
  type BuildResult,
  builderRules,
  extrasRules,
} from './builder-options.ts';
import { mergeTempSegments } from './merge-temp-segments.ts';
import { countTextUnits, learnSharedEncoding, type SharedEncoding } from './shared-encoding.ts';
import { createTempFolder, removeTempFolder } from './temp-folder.ts';

/** A build of at most this number of UTF-16 units becomes a single segment, which learns its own encoding. */
const maxSingleSegmentUnits = 1 << 22;
/** Maximum UTF-16 units of a batch, unless it is a single document. */
const maxBatchUnits = 1 << 24;
/** Minimum time in ms between two calls of `onProgress`. */
const progressIntervalMs = 100;

/**
 * Builds an index file of any size. Documents are collected in batches, written to temporary segments beside the output on
 * all threads, and finally merged. Memory holds the ids, two batches and a term dictionary, never all documents.
 *
 * Laws: the same documents in the same order give the same bytes, for any number of threads. The file gives the same search
 * results as an index to which the documents were added one by one.
 */
export class IndexBuilder<S extends Schema> {
  private readonly started = performance.now();
  private readonly ids = new Set<string>();
  private readonly analyzer: Analyzer;
  private readonly threads: BuildThreadPool;
  private readonly folder: string;
  /** The batch that is being collected. */
  private batch: DocumentValues[] = [];
  private batchUnits = 0;
  private batchCount = 0;
  /** The segments of each batch, in order; those of the last batch may still be being written. */
  private readonly segmentPaths: Promise<string[]>[] = [];
  /** The encoding of documents, learned from the first batch. */
  private encoding: SharedEncoding | undefined;
  private hasSeparateTerms = false;
  /** Documents of the batches that were passed to the threads. */
  private flushedCount = 0;
  private failure: { readonly reason: unknown } | undefined;
  private isFinished = false;
  private lastProgressAt = 0;
  private readonly onAbort = () => this.fail(this.options.signal?.reason);

  private readonly options: BuilderOptions<S>;

  /** @throws HansouError BAD_ARGUMENT; IO when the output is a folder, or its folder is not writable */
  constructor(options: BuilderOptions<S>) {
    checkOptions(builderRules, options, undefined);
    const fields = copyFields(options.fields);
    const { output, lexicon, segmenter, signal, threads = Math.min(8, availableParallelism()) } = options;
    this.options = { ...options, fields };
    this.analyzer = createAnalyzer(options) ?? new Analyzer();
    requireFileTarget(output);
    this.folder = createTempFolder(output);
    const setup = { fields, lexicon: lexicon?.pack() };
    this.threads = new BuildThreadPool(setup, new TaskWorker(fields, this.analyzer), segmenter ? 1 : threads);
    if (signal?.aborted) this.onAbort();
    else signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Number of documents added. */
  get size(): number {
    return this.ids.size;
  }

  /**
   * Adds a document: all of it or, on an error, nothing. Await it before adding the next one, which bounds memory.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE if this document is wrong; others can
   *   still be added. Any other error ends the build
   */
  async add(document: InputDocument<S>): Promise<void> {
    this.requireOpen();
    const values = checkDocument(this.options.fields, document);
    if (this.ids.has(values.id)) {
      throw new HansouError('DUPLICATE_ID', 'the index already contains a document with this id', {
        expected: 'a different id for each document',
        got: describeValue(values.id),
        hint: 'Omit one of the two documents, or give it another id.',
      });
    }
    const units = this.textUnits(values);
    if (this.batch.length > 0 && this.batchUnits + units > maxBatchUnits) await this.flushBatch({ isLast: false });
    this.requireOpen();
    this.ids.add(values.id);
    this.batch.push(values);
    this.batchUnits += units;
    if (this.batchUnits > maxSingleSegmentUnits) this.threads.start();
    this.report('adding', 0);
  }

  /**
   * Writes the last batch, merges all segments and puts the file in its place. The builder cannot be used afterwards.
   * @param extras what the file holds beside the documents
   * @throws HansouError IO when the file cannot be written; the error that ended the build, if any
   */
  async finish(extras: BuildExtras = {}): Promise<BuildResult> {
    checkOptions(extrasRules, extras, undefined);
    return this.finishAt(undefined, extras);
  }

  /** As `finish`. @param place puts the file in its place @internal */
  async finishAt(place: PlaceFile | undefined, extras: BuildExtras = {}): Promise<BuildResult> {
    if (this.failure) await this.cleanUp();
    this.requireOpen();
    this.isFinished = true;
    try {
      if (this.batch.length > 0) await this.flushBatch({ isLast: true });
      const segmentPaths = (await Promise.all(this.segmentPaths)).flat();
      this.throwIfFailed();
      const bytes = await this.writeOutput(segmentPaths, extras, place);
      return { documents: this.size, bytes, seconds: this.seconds };
    } catch (error) {
      this.fail(error);
      throw this.failure?.reason ?? error;
    } finally {
      await this.cleanUp();
    }
  }

  /** Aborts the build and removes everything it wrote. Does nothing once the file is in its place. */
  async abort(): Promise<void> {
    this.fail(new DOMException('the build was aborted', 'AbortError'));
    await this.cleanUp();
  }

  private get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  /**
   * Writes the batch to temporary segments on all threads. Returns when no document is left to start; the other threads
   * may still be busy while the next batch is collected.
   */
  private async flushBatch({ isLast }: { readonly isLast: boolean }): Promise<void> {
    const { batch: documents, threads, options, folder } = this;
    const { fields } = options;
    const isSingleSegment =
      isLast && this.batchCount === 0 && (threads.count === 1 || this.batchUnits <= maxSingleSegmentUnits);
    const shareCount = isSingleSegment ? 1 : threads.count;
    this.hasSeparateTerms = !isSingleSegment;
    this.batch = [];
    this.batchUnits = 0;
    await this.segmentPaths.at(-1)?.catch(() => {});
    this.throwIfFailed();
    const batch = {
      documents,
      units: documents.map(document => this.textUnits(document)),
      folder,
      name: `${this.batchCount++}`,
      knownEncoding: this.encoding,
      hasSeparateTerms: !isSingleSegment,
      learnEncoding: () => {
        if (isSingleSegment) return undefined;
        this.encoding ??= learnSharedEncoding(fields, documents);
        return this.encoding;
      },
    };
    const segmentPaths = buildBatch(batch, shareCount, threads, done => this.report('adding', 0, done * shareCount));
    this.flushedCount += documents.length;
    segmentPaths.catch(error => this.fail(error));
    this.segmentPaths.push(segmentPaths);
  }

  /** UTF-16 units of all texts of a document. */
  private textUnits(document: DocumentValues): number {
    return countTextUnits(this.options.fields, document);
  }

  /** Writes the index file and returns its size in bytes. */
  private async writeOutput(paths: readonly string[], extras: BuildExtras, place?: PlaceFile): Promise<number> {
    const { threads, folder, encoding, hasSeparateTerms, options } = this;
    const file = new AtomicFile(options.output, join(folder, 'whole'));
    const output = {
      write: (bytes: Uint8Array) => {
        file.write(bytes);
        this.report('merging', file.length);
      },
      overwriteStart: (bytes: Uint8Array) => file.overwriteStart(bytes),
      readWritten: () => file.readWritten(),
    };
    try {
      if (paths.length === 0) {
        const segment = Segment.fromBytes(createEmptySegment(options.fields, this.analyzer.fingerprint));
        mergeInto([{ segment, liveDocuments: new Uint32Array(0) }], output, extras);
      } else
        await mergeTempSegments({ paths, hasSeparateTerms, encoding, ...extras }, threads, folder, output, () =>
          this.report('merging', 0),
        );
      this.throwIfFailed();
      file.commit(place);
      return file.length;
    } finally {
      file.discard();
    }
  }

  /**
   * Calls `onProgress` if it is time, and throws if the build has failed.
   * @param doneOfBatch documents of the current batch that are done
   */
  private report(phase: BuildProgress['phase'], bytes: number, doneOfBatch = 0): void {
    this.throwIfFailed();
    const { onProgress, expectedDocuments } = this.options;
    const now = performance.now();
    if (!onProgress || now - this.lastProgressAt < progressIntervalMs) return;
    this.lastProgressAt = now;
    const { seconds, size } = this;
    const done = Math.min(size, this.flushedCount + doneOfBatch);
    const secondsLeft =
      expectedDocuments && done > 0 && phase === 'adding' ? (seconds * (expectedDocuments - done)) / done : -1;
    try {
      onProgress({ phase, documents: size, bytes, seconds, secondsLeft: secondsLeft >= 0 ? secondsLeft : undefined });
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  private requireOpen(): void {
    this.throwIfFailed();
    if (!this.isFinished) return;
    throw new HansouError('BAD_ARGUMENT', 'the builder is finished', {
      expected: 'a builder before finish()',
      got: 'a finished one',
      hint: 'Create a new IndexBuilder, or open the file and add documents to it.',
    });
  }

  private throwIfFailed(): void {
    if (this.failure) throw this.failure.reason;
  }

  private fail(reason: unknown): void {
    if (this.failure) return;
    this.failure = { reason };
    void this.cleanUp();
  }

  private async cleanUp(): Promise<void> {
    this.options.signal?.removeEventListener('abort', this.onAbort);
    await this.threads.close();
    removeTempFolder(this.folder);
  }
}
