/** What any thread of a large build does: documents to segments, and segments to a part of their common dictionary. */
import { Analyzer } from '../analysis/analyzer.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { DocumentValues } from '../inverted/document-values.ts';
import { mergeTermRange } from '../inverted/merge.ts';
import type { Schema } from '../inverted/schema.ts';
import { SegmentBuilder } from '../inverted/segment-builder.ts';
import type { TermRange } from '../inverted/terms-merge.ts';
import { Lexicon, type PackedLexicon } from '../lexicon/lexicon.ts';
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import { formsOf, type LearntCode } from './learnt-code.ts';
import { OpenParts } from './open-parts.ts';
import { writePart } from './parts-folder.ts';

/** What a thread needs to know before its first task. */
export interface TaskSetup {
  readonly fields: Schema;
  readonly lexicon: PackedLexicon | undefined;
}

/** Documents in their order, checked, that become segments; the names of these begin with `path`. */
export interface FreezeTask {
  readonly kind: 'freeze';
  readonly documents: readonly DocumentValues[];
  readonly path: string;
  /** What texts are written in, by part; undefined where the one segment learns for itself. */
  readonly codes: readonly (LearntCode | undefined)[] | undefined;
  /** UTF-16 units of the texts, by part, when these are all that there are. */
  readonly units: readonly number[];
}

/** A part of the dictionary of a text field, and the file it goes to. */
export interface RangeToMerge {
  readonly part: number;
  readonly range: TermRange;
  readonly path: string;
}

/** Dictionaries to be merged range by range. All threads are given the same and take the next one that nobody has. */
export interface MergeTask {
  readonly kind: 'merge';
  readonly files: readonly string[];
  readonly ranges: readonly RangeToMerge[];
  /** How many ranges were taken: in one cell that all threads share. */
  readonly taken: Int32Array;
}

export type BuildTask = FreezeTask | MergeTask;

/**
 * Does tasks, one after the other.
 *
 * Law: what is in the files depends on the task alone, not on the thread or on what it did before.
 */
export class TaskWorker {
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
    return task.kind === 'freeze' ? this.freeze(task, tell) : mergeRanges(task, tell);
  }

  /** A task is nearly always one segment; documents with an unheard-of number of different terms make it several. */
  private freeze({ documents, path, codes, units }: FreezeTask, tell: (done: number) => void): string[] {
    const { fields, analyzer } = this;
    const forms = codes && formsOf(codes, units);
    const files: string[] = [];
    let builder = new SegmentBuilder(fields, analyzer, [], forms);
    const close = () => {
      const bytes = builder.finish();
      files.push(writePart(`${path}-${files.length}`, sink => sink.write(bytes)));
    };
    documents.forEach((document, i) => {
      if (!builder.add(document)) {
        close();
        builder = new SegmentBuilder(fields, analyzer, [], forms);
        builder.add(document);
      }
      tell(i + 1);
    });
    close();
    return files;
  }
}

function mergeRanges({ files, ranges, taken }: MergeTask, tell: (done: number) => void): string[] {
  const parts = new OpenParts(files);
  const written: string[] = [];
  try {
    for (let i = Atomics.add(taken, 0, 1); i < ranges.length; i = Atomics.add(taken, 0, 1)) {
      const { part, range, path } = ranges[i];
      written.push(writePart(path, (sink: ByteSink) => mergeTermRange(parts.sources, part, range, sink)));
      tell(written.length);
    }
  } finally {
    parts.close();
  }
  return written;
}
