/** The tasks that a thread of a large build can run: write temporary segments, and encode ranges of the term dictionary. */
import { Analyzer } from '../../analysis/analyzer.ts';
import type { TermWriter } from '../../index/inverter/write-terms.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { createNameTest } from '../../index/segment/text-field-builder.ts';
import { Lexicon, type PackedLexicon } from '../../lexicon/lexicon.ts';
import { createSegmenter } from '../../segment/dictionary-segmenter.ts';
import { openNames } from '../../segment/names/open-names.ts';
import type { SharedEncoding } from './shared-encoding.ts';
import { writeTempFile } from './temp-folder.ts';
import { TempSegmentTerms, type TermRange } from './temp-segment-terms.ts';
import { invertedTermsPath, TempSegmentWriter } from './temp-segment-writer.ts';
import { WorkQueue, type WorkQueueState } from './work-stealing.ts';

/** What a thread is given when it starts. */
export interface TaskSetup {
  readonly fields: Schema;
  readonly lexicon: PackedLexicon | undefined;
}

/** Checked documents for a thread's next `WriteSegmentsTask`. It can start on them before their encoding is learned. */
export interface AssignedDocuments {
  readonly kind: 'documents';
  /** In index order. */
  readonly documents: readonly DocumentValues[];
  /** Which of them are still to be done: other threads may steal some. */
  readonly queue: WorkQueueState;
  /** The encoding of documents, if it is known. */
  readonly encoding: SharedEncoding | undefined;
}

/** Writes the assigned documents to temporary segments. */
export interface WriteSegmentsTask {
  readonly kind: 'write-segments';
  /** Beginning of the paths of the segments. */
  readonly pathPrefix: string;
  /**
   * Whether terms are written to separate files beside each segment. The only segment of a build contains them, and learns its
   * own encoding.
   */
  readonly hasSeparateTerms: boolean;
  /** The encoding of documents beside separate terms; undefined for uncompressed. */
  readonly encoding: SharedEncoding | undefined;
}

/** A range of a text field's term dictionary and the file that receives its encoded terms. */
export interface TermRangeFile {
  readonly fieldOrdinal: number;
  readonly range: TermRange;
  readonly path: string;
}

/** Encodes term dictionaries range by range. All threads run the same task; each takes the next range that is not taken. */
export interface EncodeTermsTask {
  readonly kind: 'encode-terms';
  /** The temporary segments that contain the documents, in index order. */
  readonly segmentPaths: readonly string[];
  /** The number of the first document of each segment, and finally the number of documents. */
  readonly firstDocuments: readonly number[];
  readonly ranges: readonly TermRangeFile[];
  /** One shared cell: the index of the next range to take. */
  readonly nextRange: Int32Array;
  /** Shared, by range: 1 once its file is complete. */
  readonly isEncoded: Int32Array;
}

/** Any task. */
export type BuildTask = WriteSegmentsTask | EncodeTermsTask;

/**
 * Runs tasks, one after the other, on the thread that it is created on.
 *
 * Law: the content of the files depends on the task alone, not on the thread or on earlier tasks.
 */
export class TaskWorker {
  private assigned: { readonly documents: AssignedDocuments; readonly writer: TempSegmentWriter } | undefined;

  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
  ) {}

  static create({ fields, lexicon }: TaskSetup): TaskWorker {
    const unpacked = lexicon && Lexicon.fromPacked(lexicon).withNames(lexicon.names && openNames(lexicon.names));
    return new TaskWorker(fields, new Analyzer(unpacked && createSegmenter({ lexicon: unpacked })));
  }

  /**
   * Runs a task.
   * @param onProgress called with the number of documents or ranges done; an exception from it ends the task
   * @returns the paths of the segments or encoded ranges it wrote, in order
   */
  run(task: BuildTask, onProgress: (done: number) => void): string[] {
    if (task.kind === 'write-segments') return this.writeSegments(task, onProgress);
    const written: string[] = [];
    for (const path of this.encodeTermRanges(task)) onProgress(written.push(path));
    return written;
  }

  /** Receives the documents of the next `WriteSegmentsTask`. */
  assign(documents: AssignedDocuments): void {
    this.assigned = { documents, writer: new TempSegmentWriter(this.fields, this.analyzer, documents.encoding) };
  }

  /**
   * Adds the assigned documents that no thread has taken yet to the segments in memory.
   * @param onProgress called with the number of documents done; an exception from it ends this
   */
  addAssigned(onProgress: (done: number) => void): void {
    if (!this.assigned) return;
    const { documents, writer } = this.assigned;
    const queue = new WorkQueue(documents.queue);
    for (let range = queue.takeNext(), done = 0; range; range = queue.takeNext())
      for (let i = range.from; i < range.to; i++) {
        writer.add(documents.documents[i]);
        onProgress(++done);
      }
  }

  private writeSegments(task: WriteSegmentsTask, onProgress: (done: number) => void): string[] {
    this.addAssigned(onProgress);
    const writer = this.assigned?.writer;
    // Release the documents before writing, which needs the memory.
    this.assigned = undefined;
    return writer?.finish(task.pathPrefix, task.hasSeparateTerms, task.encoding) ?? [];
  }

  /** Encodes the next range of a task at each step, and yields the path of its file. */
  *encodeTermRanges(task: EncodeTermsTask): Generator<string, void> {
    const { segmentPaths, firstDocuments, ranges, nextRange, isEncoded } = task;
    const isName = createNameTest(this.analyzer);
    let openField = -1;
    let terms: TempSegmentTerms | undefined;
    let termWriter: TermWriter | undefined;
    try {
      for (let i = Atomics.add(nextRange, 0, 1); i < ranges.length; i = Atomics.add(nextRange, 0, 1)) {
        const { fieldOrdinal, range, path } = ranges[i];
        if (!terms || !termWriter || fieldOrdinal !== openField) {
          openField = fieldOrdinal;
          terms?.close();
          terms = undefined;
          terms = new TempSegmentTerms(segmentPaths.map(segment => invertedTermsPath(segment, fieldOrdinal)));
          termWriter = terms.createTermWriter(firstDocuments, isName);
        }
        const [source, writer] = [terms, termWriter];
        writeTempFile(path, sink => source.encodeRange(range, writer, firstDocuments[segmentPaths.length], sink));
        Atomics.store(isEncoded, i, 1);
        Atomics.notify(isEncoded, i);
        yield path;
      }
    } finally {
      terms?.close();
    }
  }
}
