/** What any thread of a large build does: documents to segments, and their terms to stretches of one dictionary. */
import { Analyzer } from '../../analysis/analyzer.ts';
import type { TermWriter } from '../../index/inverter/write-terms.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { createNameTest } from '../../index/segment/segment-builder.ts';
import { Lexicon, type PackedLexicon } from '../../lexicon/lexicon.ts';
import { createSegmenter } from '../../segment/dictionary-segmenter.ts';
import type { SharedEncoding } from './shared-encoding.ts';
import { writeTempFile } from './temp-folder.ts';
import { TempSegmentTerms, type TermRange } from './temp-segment-terms.ts';
import { invertedTermsPath, TempSegmentWriter } from './temp-segment-writer.ts';
import { WorkQueue, type WorkQueueState } from './work-stealing.ts';

/** What a thread needs to know before its first task. */
export interface TaskSetup {
  readonly fields: Schema;
  readonly lexicon: PackedLexicon | undefined;
}

/** Documents in their order, checked, that a thread is to freeze: it can begin while the codes are learnt. */
export interface AssignedDocuments {
  readonly kind: 'documents';
  readonly documents: readonly DocumentValues[];
  /** Those of them that nobody has are done. */
  readonly queue: WorkQueueState;
  /** What texts are written in, by part, where that is known. */
  readonly encodings: readonly (SharedEncoding | undefined)[];
}

/** The documents that were delivered become segments; the names of these begin with `path`. */
export interface WriteSegmentsTask {
  readonly kind: 'freeze';
  readonly pathPrefix: string;
  /**
   * What texts are written in, by part; then the terms stand in files beside the segments. Undefined where a segment is
   * all there is, which learns for itself and has its terms.
   */
  readonly encodings: readonly (SharedEncoding | undefined)[] | undefined;
}

/** A stretch of the dictionary of a text field, and the file it goes to. */
export interface TermRangeFile {
  readonly fieldOrdinal: number;
  readonly range: TermRange;
  readonly path: string;
}

/** Dictionaries to be laid out range by range. All threads are given the same and take the next one that nobody has. */
export interface EncodeTermsTask {
  readonly kind: 'lay';
  /** The segments whose terms they are, and the number of each one's first document; behind the last one how many. */
  readonly segmentPaths: readonly string[];
  readonly firstDocuments: readonly number[];
  readonly ranges: readonly TermRangeFile[];
  /** How many ranges were taken: in one cell that all threads share. */
  readonly nextRange: Int32Array;
  /** By range, shared as well: 1 when its file is there. */
  readonly isEncoded: Int32Array;
}

export type BuildTask = WriteSegmentsTask | EncodeTermsTask;

/**
 * Does tasks, one after the other.
 *
 * Law: what is in the files depends on the task alone, not on the thread or on what it did before.
 */
export class TaskWorker {
  private assigned: { readonly delivery: AssignedDocuments; readonly freezing: TempSegmentWriter } | undefined;

  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
  ) {}

  static create({ fields, lexicon }: TaskSetup): TaskWorker {
    const words = lexicon && Lexicon.fromPacked(lexicon);
    return new TaskWorker(fields, new Analyzer(words && createSegmenter({ lexicon: words })));
  }

  /**
   * Returns the files that it wrote, in order.
   * @param onProgress is told how many documents or ranges are done; what it throws ends the task
   */
  run(task: BuildTask, onProgress: (done: number) => void): string[] {
    if (task.kind === 'freeze') return this.writeSegments(task, onProgress);
    const written: string[] = [];
    for (const path of this.encodeTermRanges(task)) onProgress(written.push(path));
    return written;
  }

  /** The documents of the task to come. */
  assign(delivery: AssignedDocuments): void {
    this.assigned = { delivery, freezing: new TempSegmentWriter(this.fields, this.analyzer, delivery.encodings) };
  }

  /**
   * Adds those documents that nobody has.
   * @param onProgress is told how many are done; what it throws ends this
   */
  addAssigned(onProgress: (done: number) => void): void {
    if (!this.assigned) return;
    const { delivery, freezing } = this.assigned;
    const own = new WorkQueue(delivery.queue);
    for (let stretch = own.takeNext(), done = 0; stretch; stretch = own.takeNext())
      for (let i = stretch.from; i < stretch.to; i++) {
        freezing.add(delivery.documents[i]);
        onProgress(++done);
      }
  }

  private writeSegments(
    { pathPrefix: path, encodings: codes }: WriteSegmentsTask,
    onProgress: (done: number) => void,
  ): string[] {
    this.addAssigned(onProgress);
    const freezing = this.assigned?.freezing;
    // The documents are not needed any more, which freezing has no room to spare for.
    this.assigned = undefined;
    return freezing?.finish(path, codes) ?? [];
  }

  /** Does a task range by range; gives the file of each that it wrote. */
  *encodeTermRanges({
    segmentPaths: files,
    firstDocuments: firsts,
    ranges,
    nextRange: taken,
    isEncoded: laid,
  }: EncodeTermsTask): Generator<string, void> {
    const isName = createNameTest(this.analyzer);
    let part = -1;
    let terms: TempSegmentTerms | undefined;
    let layout: TermWriter | undefined;
    try {
      for (let i = Atomics.add(taken, 0, 1); i < ranges.length; i = Atomics.add(taken, 0, 1)) {
        const next = ranges[i];
        if (!terms || !layout || next.fieldOrdinal !== part) {
          ({ fieldOrdinal: part } = next);
          terms?.close();
          terms = undefined;
          terms = new TempSegmentTerms(files.map(file => invertedTermsPath(file, part)));
          layout = terms.createTermWriter(firsts, isName);
        }
        const [of, by] = [terms, layout];
        writeTempFile(next.path, sink => of.encodeRange(next.range, by, firsts[files.length], sink));
        Atomics.store(laid, i, 1);
        Atomics.notify(laid, i);
        yield next.path;
      }
    } finally {
      terms?.close();
    }
  }
}
