/** Large builds: documents as a stream, on several cores, spilled to disk, merged into one file. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Analyzer } from '../analysis/analyzer.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { HansouError, shown } from '../errors.ts';
import { checkFields, type DocumentOf } from '../fields.ts';
import { checkDocument, type DocumentValues, type TextValue } from '../inverted/document-values.ts';
import { mergeInto } from '../inverted/merge.ts';
import type { Schema } from '../inverted/schema.ts';
import { Segment } from '../inverted/segment.ts';
import { emptySegment } from '../inverted/segment-builder.ts';
import { learnForm } from '../inverted/texts.ts';
import { analyzerOf, type WordSource } from '../word-source.ts';
import { type Chunk, ChunkFreezer, formsOf } from './build-chunk.ts';
import { BuildThreads } from './build-threads.ts';
import { FileSource } from './file-source.ts';
import { WholeFile } from './whole-file.ts';

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

export interface BuilderOptions<S extends Schema> extends WordSource {
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

/** The codes of texts are learnt from the first so many UTF-16 units. What has no more becomes one segment. */
const learningUnits = 1 << 22;
/**
 * A chunk is closed before the document that would bring it over so many units. The first are small, so that threads
 * end together, later ones larger, so that a large build has not too many to merge.
 */
function chunkUnits(number: number): number {
  return Math.min(1 << 23, 2 ** (20 + Math.floor(number / 4)));
}
/** Bytes of each frozen chunk that are kept while all are merged. */
const mergeCache = 1 << 20;
/** Progress is told at most every so many ms. */
const progressEvery = 100;

/**
 * Builds an index file of any size: documents are frozen chunk by chunk, on other threads where there are some, kept
 * beside the output and merged by ranges. Memory holds the ids, a few chunks and the dictionary, never all documents.
 *
 * Laws: the same documents in the same order give the same bytes, whatever the number of threads. The file answers as
 * an index that the documents were added to one by one.
 */
export class IndexBuilder<S extends Schema> {
  private readonly started = performance.now();
  private readonly ids = new Set<string>();
  private readonly analyzer: Analyzer;
  private readonly freezer: ChunkFreezer;
  private readonly threads: BuildThreads | undefined;
  private readonly folder: string;
  private readonly files: Promise<readonly string[]>[] = [];
  /** Chunks that wait for the codes to be learnt from them. */
  private waiting: DocumentValues[][] = [];
  private waitingUnits = 0;
  private codes: readonly (Uint8Array | undefined)[] | undefined;
  private documents: DocumentValues[] = [];
  private units = 0;
  private chunkCount = 0;
  private failed: { readonly reason: unknown } | undefined;
  private ended = false;
  private toldAt = 0;
  private readonly onAbort = () => this.fail(this.options.signal?.reason);

  /** @throws HansouError BAD_ARGUMENT, or IO when nothing can be written beside the output */
  constructor(private readonly options: BuilderOptions<S>) {
    const { fields, output, lexicon, segmenter, signal } = options;
    checkFields(fields);
    const threads = options.threads ?? Math.min(8, availableParallelism());
    if (!(Number.isInteger(threads) && threads >= 1)) {
      throw new HansouError('BAD_ARGUMENT', 'a build cannot have so many threads', {
        expected: 'a whole number from 1',
        got: shown(threads),
        todo: 'Leave threads out for one on each core.',
      });
    }
    this.analyzer = analyzerOf(options) ?? new Analyzer();
    this.freezer = new ChunkFreezer(fields, this.analyzer);
    try {
      this.folder = partsFolder(output);
    } catch (cause) {
      throw new HansouError('IO', `${output} was not written`, {
        expected: 'a folder that can be written to',
        got: cause instanceof Error ? cause.message : String(cause),
        todo: 'Check the folder, its rights and the room on the disk.',
        cause,
      });
    }
    if (threads > 1 && !segmenter) this.threads = new BuildThreads({ fields, lexicon: lexicon?.pack() }, threads);
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
  async add(document: DocumentOf<S>): Promise<void> {
    this.check();
    const values = checkDocument(this.options.fields, document);
    if (this.ids.has(values.id)) {
      throw new HansouError('DUPLICATE_ID', 'the index holds a document with this id', {
        expected: 'an id of its own for each document',
        got: shown(values.id),
        todo: 'Leave out one of the two.',
      });
    }
    const units = this.unitsOf(values);
    if (this.documents.length > 0 && this.units + units > chunkUnits(this.chunkCount)) await this.close();
    this.check();
    this.ids.add(values.id);
    this.documents.push(values);
    this.units += units;
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
      await this.close(true);
      const files = (await Promise.all(this.files)).flat();
      await this.threads?.close();
      this.stopIfFailed();
      const bytes = this.merge(files);
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

  private unitsOf({ values }: DocumentValues): number {
    let units = 0;
    Object.values(this.options.fields).forEach(({ type }, i) => {
      if (type === 'text') units += (values[i] as TextValue).text.length;
    });
    return units;
  }

  /** Ends the chunk, and waits until a thread has taken it. The first ones wait until there is enough to learn from. */
  private async close(isLast = false): Promise<void> {
    if (this.documents.length === 0) return;
    this.waiting.push(this.documents);
    this.waitingUnits += this.units;
    this.documents = [];
    this.units = 0;
    this.chunkCount++;
    if (!this.codes) {
      // All there is becomes one segment, which learns for itself.
      if (isLast) return this.freeze(this.waiting.flat(), []);
      if (this.waitingUnits + chunkUnits(this.chunkCount) <= learningUnits) return;
      this.codes = this.learnCodes();
    }
    const chunks = this.waiting;
    this.waiting = [];
    for (const documents of chunks) await this.freeze(documents, this.codes);
  }

  private async freeze(documents: readonly DocumentValues[], codes: Chunk['codes']): Promise<void> {
    const chunk: Chunk = { documents, codes, path: join(this.folder, String(this.files.length)) };
    if (!this.threads || !this.codes) {
      this.files.push(Promise.resolve(this.freezer.freeze(chunk)));
      return;
    }
    const { taken, files } = this.threads.freeze(chunk);
    this.files.push(files);
    files.catch(error => this.fail(error));
    await taken;
  }

  private learnCodes(): Chunk['codes'] {
    this.threads?.start();
    const documents = this.waiting.flat();
    return Object.values(this.options.fields).map(({ type }, part) => {
      if (type !== 'text') return undefined;
      const form = learnForm(documents.map(({ values }) => (values[part] as TextValue).text));
      return form && (form.code?.bytes ?? new Uint8Array(0));
    });
  }

  private merge(files: readonly string[]): number {
    const file = new WholeFile(this.options.output, join(this.folder, 'whole'));
    const sources: FileSource[] = [];
    try {
      if (files.length === 0) file.write(emptySegment(this.options.fields, this.analyzer.fingerprint));
      else {
        const segments = files.map(path => {
          const source = new FileSource(path, mergeCache);
          sources.push(source);
          return Segment.open(source);
        });
        const output = {
          write: (bytes: Uint8Array) => {
            this.stopIfFailed();
            file.write(bytes);
            this.tell('merging', file.length);
          },
          overwriteStart: (bytes: Uint8Array) => file.overwriteStart(bytes),
        };
        if (segments.length === 1) copy(sources[0], output);
        else {
          const units = Object.keys(this.options.fields).map((_, part) =>
            segments.reduce((sum, { texts }) => sum + (texts[part]?.texts.units ?? 0), 0),
          );
          mergeInto(
            segments.map(segment => ({
              segment,
              kept: Uint32Array.from({ length: segment.documentCount }, (_, i) => i),
            })),
            output,
            formsOf(this.codes ?? [], units),
          );
        }
      }
      file.commit();
      return file.length;
    } finally {
      file.discard();
      for (const source of sources) source.close();
    }
  }

  private tell(phase: BuildProgress['phase'], bytes: number): void {
    const { onProgress, expectedDocuments } = this.options;
    const now = performance.now();
    if (!onProgress || now - this.toldAt < progressEvery) return;
    this.toldAt = now;
    const { seconds, size } = this;
    const left =
      expectedDocuments && size > 0 && phase === 'adding' ? (seconds * (expectedDocuments - size)) / size : -1;
    onProgress({ phase, documents: size, bytes, seconds, secondsLeft: left >= 0 ? left : undefined });
  }

  private check(): void {
    this.stopIfFailed();
    if (!this.ended) return;
    throw new HansouError('BAD_ARGUMENT', 'this build is over', {
      expected: 'a builder that was not finished',
      got: 'one that was',
      todo: 'Make a new IndexBuilder, or open the file and add to it.',
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
    await this.threads?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function copy(source: FileSource, to: ByteSink): void {
  const step = 1 << 22;
  for (let start = 0; start < source.size; start += step) {
    const end = Math.min(source.size, start + step);
    const { bytes, origin } = source.window(start, end);
    to.write(bytes.subarray(start - origin, end - origin));
  }
}

/** A new folder beside the output. Those that killed builds of the same output left there are removed. */
function partsFolder(output: string): string {
  const beginning = `.${basename(output)}.parts-`;
  for (const name of readdirSync(dirname(output)))
    if (name.startsWith(beginning) && !isAlive(Number.parseInt(name.slice(beginning.length), 10)))
      rmSync(join(dirname(output), name), { recursive: true, force: true });
  return mkdtempSync(join(dirname(output), `${beginning}${process.pid}-`));
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Not ours to signal is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
