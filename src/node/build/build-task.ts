/** What any thread of a large build does: documents to segments, and their terms to stretches of one dictionary. */
import { Analyzer } from '../../analysis/analyzer.ts';
import type { TermWriter } from '../../index/inverter/write-terms.ts';
import type { Schema } from '../../index/schema.ts';
import type { DocumentValues } from '../../index/segment/document-values.ts';
import { createNameTest } from '../../index/segment/segment-builder.ts';
import { type CompiledLexicon, Lexicon } from '../../lexicon/lexicon.ts';
import { createSegmenter } from '../../segment/dictionary-segmenter.ts';
import { ShareFreezer, termsPath } from './freeze-share.ts';
import type { SharedEncoding } from './shared-encoding.ts';
import { writeTempFile } from './temp-folder.ts';
import { PartsTerms, type TermRange } from './term-ranges.ts';
import { type ShareState, WorkShare } from './work-stealing.ts';

/** What a thread needs to know before its first task. */
export interface TaskSetup {
  readonly fields: Schema;
  readonly lexicon: CompiledLexicon | undefined;
}

/** Documents in their order, checked, that a thread is to freeze: it can begin while the codes are learnt. */
export interface Delivery {
  readonly kind: 'documents';
  readonly documents: readonly DocumentValues[];
  /** Those of them that nobody has are done. */
  readonly share: ShareState;
  /** What texts are written in, by part, where that is known. */
  readonly codes: readonly (SharedEncoding | undefined)[];
}

/** The documents that were delivered become segments; the names of these begin with `path`. */
export interface FreezeTask {
  readonly kind: 'freeze';
  readonly path: string;
  /**
   * What texts are written in, by part; then the terms stand in files beside the segments. Undefined where a segment is
   * all there is, which learns for itself and has its terms.
   */
  readonly codes: readonly (SharedEncoding | undefined)[] | undefined;
}

/** A stretch of the dictionary of a text field, and the file it goes to. */
export interface RangeToLay {
  readonly part: number;
  readonly range: TermRange;
  readonly path: string;
}

/** Dictionaries to be laid out range by range. All threads are given the same and take the next one that nobody has. */
export interface LayTask {
  readonly kind: 'lay';
  /** The segments whose terms they are, and the number of each one's first document; behind the last one how many. */
  readonly files: readonly string[];
  readonly firsts: readonly number[];
  readonly ranges: readonly RangeToLay[];
  /** How many ranges were taken: in one cell that all threads share. */
  readonly taken: Int32Array;
  /** By range, shared as well: 1 when its file is there. */
  readonly laid: Int32Array;
}

export type BuildTask = FreezeTask | LayTask;

/**
 * Does tasks, one after the other.
 *
 * Law: what is in the files depends on the task alone, not on the thread or on what it did before.
 */
export class TaskWorker {
  private begun: { readonly delivery: Delivery; readonly freezing: ShareFreezer } | undefined;

  constructor(
    private readonly fields: Schema,
    private readonly analyzer: Analyzer,
  ) {}

  static of({ fields, lexicon }: TaskSetup): TaskWorker {
    const words = lexicon && Lexicon.unpack(lexicon);
    return new TaskWorker(fields, new Analyzer(words && createSegmenter({ lexicon: words })));
  }

  /**
   * Returns the files that it wrote, in order.
   * @param tell is told how many documents or ranges are done; what it throws ends the task
   */
  perform(task: BuildTask, tell: (done: number) => void): string[] {
    if (task.kind === 'freeze') return this.freeze(task, tell);
    const written: string[] = [];
    for (const path of this.layRanges(task)) tell(written.push(path));
    return written;
  }

  /** The documents of the task to come. */
  deliver(delivery: Delivery): void {
    this.begun = { delivery, freezing: new ShareFreezer(this.fields, this.analyzer, delivery.codes) };
  }

  /**
   * Adds those documents that nobody has.
   * @param tell is told how many are done; what it throws ends this
   */
  collect(tell: (done: number) => void): void {
    if (!this.begun) return;
    const { delivery, freezing } = this.begun;
    const own = new WorkShare(delivery.share);
    for (let stretch = own.next(), done = 0; stretch; stretch = own.next())
      for (let i = stretch.from; i < stretch.to; i++) {
        freezing.add(delivery.documents[i]);
        tell(++done);
      }
  }

  private freeze({ path, codes }: FreezeTask, tell: (done: number) => void): string[] {
    this.collect(tell);
    const freezing = this.begun?.freezing;
    // The documents are not needed any more, which freezing has no room to spare for.
    this.begun = undefined;
    return freezing?.finish(path, codes) ?? [];
  }

  /** Does a task range by range; gives the file of each that it wrote. */
  *layRanges({ files, firsts, ranges, taken, laid }: LayTask): Generator<string, void> {
    const isName = createNameTest(this.analyzer);
    let part = -1;
    let terms: PartsTerms | undefined;
    let layout: TermWriter | undefined;
    try {
      for (let i = Atomics.add(taken, 0, 1); i < ranges.length; i = Atomics.add(taken, 0, 1)) {
        const next = ranges[i];
        if (!terms || !layout || next.part !== part) {
          ({ part } = next);
          terms?.close();
          terms = undefined;
          terms = new PartsTerms(files.map(file => termsPath(file, part)));
          layout = terms.layout(firsts, isName);
        }
        const [of, by] = [terms, layout];
        writeTempFile(next.path, sink => of.write(next.range, by, firsts[files.length], sink));
        Atomics.store(laid, i, 1);
        Atomics.notify(laid, i);
        yield next.path;
      }
    } finally {
      terms?.close();
    }
  }
}
