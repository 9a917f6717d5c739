/** Large builds: documents as a stream, on several cores, spilled to disk, merged into one file. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { type AnalysisOptions, createAnalyzer } from '../../analysis-options.ts';
import { describeValue, HansouError } from '../../errors.ts';
import { checkFields, type InputDocument } from '../../fields.ts';
import type { Schema } from '../../index/schema.ts';
import { checkDocument, type DocumentValues } from '../../index/segment/document-values.ts';
import { createEmptySegment } from '../../index/segment/segment-builder.ts';
import { requireOptions, requireString } from '../../validate.ts';
import { AtomicFile } from '../atomic-file.ts';
import { buildBatch } from './build-batch.ts';
import { TaskWorker } from './build-task.ts';
import { BuildThreadPool } from './build-threads.ts';
import { mergeTempSegments } from './merge-temp-segments.ts';
import { learnEncodings, type SharedEncoding, textUnitsByField } from './shared-encoding.ts';
import { createTempFolder, removeTempFolder } from './temp-folder.ts';

/** How far a build is. */
export interface BuildProgress {
  /** `adding` documents, then `merging` what was frozen of them. */
  readonly phase: 'adding' | 'merging';
  readonly documents: number;
  /** Bytes of the file written so far; 0 while adding. */
  readonly bytes: number;
  readonly seconds: number;
  /** Undefined while nobody knows: `expectedDocuments` was not said, or nothing is done yet. */
  readonly secondsLeft: number | undefined;
}

export interface BuilderOptions<S extends Schema> extends AnalysisOptions {
  readonly fields: S;
  /** Where the index goes. It is there whole or not at all; what was there before stays until then. */
  readonly output: string;
  /**
   * Threads that freeze documents; default one for each core, at most 8. 1 works in this thread, and so does a build
   * with a segmenter of one's own, which cannot be sent to another.
   */
  readonly threads?: number;
  /** How many documents will come, if known: for `secondsLeft`. */
  readonly expectedDocuments?: number;
  /** Called after each chunk of documents and each stretch of the file, some times a second. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Ends the build: everything it wrote is removed, and what it is asked for rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What was built. */
export interface BuildResult {
  readonly documents: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** What has no more UTF-16 units becomes one segment, which learns its codes for itself, as a single wave does on one thread. */
const fewUnits = 1 << 22;
/** So many units are collected before they are frozen, a share on each thread; the codes are learnt from the first. */
const waveUnits = 1 << 24;
/** Progress is told at most every so many ms. */
const progressEvery = 100;

/**
 * Builds an index file of any size: documents are collected in waves, frozen to segments on all threads, kept beside the
 * output, and merged by ranges on all threads. Memory holds the ids, two waves and a dictionary, never all documents.
 *
 * Laws: the same documents in the same order give the same bytes, whatever the number of threads. The file answers as
 * an index that the documents were added to one by one.
 */
export class IndexBuilder<S extends Schema> {
  private readonly started = performance.now();
  private readonly ids = new Set<string>();
  private readonly analyzer: Analyzer;
  private readonly threads: BuildThreadPool;
  private readonly folder: string;
  /** The wave that is being collected. */
  private documents: DocumentValues[] = [];
  private units = 0;
  private waveCount = 0;
  /** The files of each wave, in order; the last ones may still be written. */
  private readonly files: Promise<string[]>[] = [];
  private codes: readonly (SharedEncoding | undefined)[] = [];
  private hasTermsApart = false;
  private frozenCount = 0;
  private failed: { readonly reason: unknown } | undefined;
  private ended = false;
  private toldAt = 0;
  private readonly onAbort = () => this.fail(this.options.signal?.reason);

  /** @throws HansouError BAD_ARGUMENT, or IO when nothing can be written beside the output */
  constructor(private readonly options: BuilderOptions<S>) {
    const { fields, output, lexicon, segmenter, signal } = requireOptions(options);
    checkFields(fields);
    requireString(output, 'the name of a file');
    const threads = options.threads ?? Math.min(8, availableParallelism());
    if (!(Number.isInteger(threads) && threads >= 1)) {
      throw new HansouError('BAD_ARGUMENT', 'a build cannot have so many threads', {
        expected: 'a whole number from 1',
        got: describeValue(threads),
        hint: 'Leave threads out for one on each core.',
      });
    }
    this.analyzer = createAnalyzer(options) ?? new Analyzer();
    this.folder = createTempFolder(output);
    const setup = { fields, lexicon: lexicon?.pack() };
    this.threads = new BuildThreadPool(setup, new TaskWorker(fields, this.analyzer), segmenter ? 1 : threads);
    if (signal?.aborted) this.onAbort();
    else signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** How many documents were added. */
  get size(): number {
    return this.ids.size;
  }

  /**
   * Adds a document; all of it or, on an error, nothing. Wait for it before the next one: that bounds the memory.
   * @throws HansouError EMPTY_ID, DUPLICATE_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE for this document, after which
   *   others can be added; anything else ends the build
   */
  async add(document: InputDocument<S>): Promise<void> {
    this.check();
    const values = checkDocument(this.options.fields, document);
    if (this.ids.has(values.id)) {
      throw new HansouError('DUPLICATE_ID', 'the index holds a document with this id', {
        expected: 'an id of its own for each document',
        got: describeValue(values.id),
        hint: 'Leave out one of the two.',
      });
    }
    const units = this.unitsOf(values);
    if (this.documents.length > 0 && this.units + units > waveUnits) await this.freeze(false);
    this.check();
    this.ids.add(values.id);
    this.documents.push(values);
    this.units += units;
    if (this.units > fewUnits) this.threads.start();
    this.tell('adding', 0);
  }

  /**
   * Freezes what is left, merges everything and puts the file in its place. The builder is of no use afterwards.
   * @throws HansouError IO when the file cannot be written, and what ended the build before
   */
  async finish(): Promise<BuildResult> {
    if (this.failed) await this.clean();
    this.check();
    this.ended = true;
    try {
      if (this.documents.length > 0) await this.freeze(true);
      const files = (await Promise.all(this.files)).flat();
      this.stopIfFailed();
      const bytes = await this.write(files);
      return { documents: this.size, bytes, seconds: this.seconds };
    } catch (error) {
      this.fail(error);
      throw this.failed?.reason ?? error;
    } finally {
      await this.clean();
    }
  }

  /** Gives the build up and removes everything that it wrote. Changes nothing once the file is in its place. */
  async abort(): Promise<void> {
    this.fail(new DOMException('the build was given up', 'AbortError'));
    await this.clean();
  }

  private get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  /**
   * Freezes the wave on all threads. This one comes back when nothing is left to begin; the others may need a while longer,
   * in which the next documents come.
   */
  private async freeze(isLast: boolean): Promise<void> {
    const { documents, threads, options, folder } = this;
    const { fields } = options;
    const isOne = isLast && this.waveCount === 0 && (threads.count === 1 || this.units <= fewUnits);
    const count = isOne ? 1 : threads.count;
    this.hasTermsApart = !isOne;
    this.documents = [];
    this.units = 0;
    await this.files.at(-1)?.catch(() => {});
    this.stopIfFailed();
    const wave = {
      documents,
      units: documents.map(each => this.unitsOf(each)),
      folder,
      name: `${this.waveCount++}`,
      knownEncodings: this.codes,
      learnEncodings: () => {
        if (isOne) return undefined;
        this.codes = learnEncodings(fields, documents, this.codes);
        return this.codes;
      },
    };
    const frozen = buildBatch(wave, count, threads, done => this.tell('adding', 0, done * count));
    this.frozenCount += documents.length;
    frozen.catch(error => this.fail(error));
    this.files.push(frozen);
  }

  private unitsOf(document: DocumentValues): number {
    return textUnitsByField(this.options.fields, document).reduce((a, b) => a + b, 0);
  }

  /** Writes the output. Returns its bytes. */
  private async write(files: readonly string[]): Promise<number> {
    const { threads, folder, codes, options } = this;
    const file = new AtomicFile(options.output, join(folder, 'whole'));
    const output = {
      write: (bytes: Uint8Array) => {
        file.write(bytes);
        this.tell('merging', file.length);
      },
      overwriteStart: (bytes: Uint8Array) => file.overwriteStart(bytes),
    };
    try {
      if (files.length === 0) output.write(createEmptySegment(options.fields, this.analyzer.fingerprint));
      else
        await mergeTempSegments(files, this.hasTermsApart, codes, threads, folder, output, () =>
          this.tell('merging', 0),
        );
      this.stopIfFailed();
      file.commit();
      return file.length;
    } finally {
      file.discard();
    }
  }

  /** @param more documents that are frozen besides those of the waves before */
  private tell(phase: BuildProgress['phase'], bytes: number, more = 0): void {
    this.stopIfFailed();
    const { onProgress, expectedDocuments } = this.options;
    const now = performance.now();
    if (!onProgress || now - this.toldAt < progressEvery) return;
    this.toldAt = now;
    const { seconds, size } = this;
    const frozen = Math.min(size, this.frozenCount + more);
    const left =
      expectedDocuments && frozen > 0 && phase === 'adding' ? (seconds * (expectedDocuments - frozen)) / frozen : -1;
    onProgress({ phase, documents: size, bytes, seconds, secondsLeft: left >= 0 ? left : undefined });
  }

  private check(): void {
    this.stopIfFailed();
    if (!this.ended) return;
    throw new HansouError('BAD_ARGUMENT', 'this build is over', {
      expected: 'a builder that was not finished',
      got: 'one that was',
      hint: 'Make a new IndexBuilder, or open the file and add to it.',
    });
  }

  private stopIfFailed(): void {
    if (this.failed) throw this.failed.reason;
  }

  private fail(reason: unknown): void {
    if (this.failed) return;
    this.failed = { reason };
    void this.clean();
  }

  private async clean(): Promise<void> {
    this.options.signal?.removeEventListener('abort', this.onAbort);
    await this.threads.close();
    removeTempFolder(this.folder);
  }
}
